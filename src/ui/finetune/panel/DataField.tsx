import { FileStack, FolderOpen, Images } from 'lucide-react';
import { useEffect } from 'react';
import {
  dataQuestion,
  fittingData,
  inputShape,
  openBuiltIn,
  openDataFiles,
} from '../../../store/actions/trainingData.ts';
import { showDrawer } from '../../../store/actions/view.ts';
import { useStudio } from '../../../store/studioStore.ts';
import { Button } from '../../design/index.ts';
import { RangeQuestionCard } from '../../frame/RangeQuestionCard.tsx';
import { formatPart } from '../trainingStatus.ts';
import { imageParts } from '../imageParts.ts';
import './DataField.css';

/** The images to train on: what comes with the studio, or files of the user. */
export function DataField() {
  useFittingData();
  const fitting = useStudio(fittingData);
  return (
    <section className="data-field" aria-label="Data">
      <h3>Data</h3>
      <DataLine />
      <div className="data-field-buttons">
        {fitting && (
          <Button size="small" icon={<Images />} onClick={() => void openBuiltIn(fitting)}>
            Built-in
          </Button>
        )}
        <Button
          size="small"
          icon={<FileStack />}
          onClick={() => {
            pickData('files');
          }}
        >
          Files
        </Button>
        <Button
          size="small"
          icon={<FolderOpen />}
          onClick={() => {
            pickData('folder');
          }}
        >
          Folder
        </Button>
      </div>
      <p className="data-field-note">
        .npz, two .npy or idx files, images in a folder or .zip by class, or a .csv with its images.
      </p>
    </section>
  );
}

function DataLine() {
  const data = useStudio((state) => state.trainingData);
  const settings = useStudio(({ training }) => training);
  switch (data.status) {
    case 'none':
      return <p className="data-field-text">Choose labelled images to train on.</p>;
    case 'opening':
      return (
        <p className="data-field-text" role="status">
          Reading {data.request.name}
        </p>
      );
    case 'failed': {
      const question = dataQuestion(data);
      if (question) return <RangeQuestionCard question={question} />;
      const [problem] = data.diagnostics;
      return (
        <div className="data-field-problem" role="alert">
          <strong>{problem?.title ?? data.name}</strong>
          <p>{problem?.message}</p>
          {problem?.expected !== undefined && <p>Expected: {problem.expected}</p>}
          {problem?.received !== undefined && <p>Got: {problem.received}</p>}
          <p>{problem?.hint}</p>
        </div>
      );
    }
    case 'open': {
      const { name, classes } = data.summary;
      const { training, validation, test } = imageParts(data.summary, settings);
      return (
        <button
          type="button"
          className="data-field-card"
          onClick={() => {
            showDrawer('images');
          }}
        >
          <strong>{name}</strong>
          <span>
            {formatPart(training)} to train, {formatPart(validation)} to validate,{' '}
            {formatPart(test)} to test, {classes.length} classes
          </span>
        </button>
      );
    }
  }
}

/** The built-in data that fit the model are there when the stage opens: one click less to the first training. */
function useFittingData(): void {
  const fitting = useStudio(fittingData);
  const shape = useStudio((state) => inputShape(state)?.join() ?? '');
  const status = useStudio(({ trainingData }) => trainingData.status);
  const kept = useStudio(({ trainingRun }) => trainingRun !== null);
  useEffect(() => {
    if (status === 'none' && fitting && !kept) void openBuiltIn(fitting);
  }, [status, fitting, shape, kept]);
}

/** Shows the browser's picker for files, or for a folder of images by class. */
function pickData(what: 'files' | 'folder'): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = true;

  if (what === 'folder') input.webkitdirectory = true;

  input.addEventListener('change', () => {
    if (input.files) void openDataFiles([...input.files]);
  });
  input.click();
}
