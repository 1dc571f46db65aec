import { Pause, Play, RotateCcw, Square } from 'lucide-react';
import {
  continueTraining,
  discardTraining,
  pauseTraining,
  resumeTraining,
  startTraining,
  stopTraining,
  keepLearned,
} from '../../../store/actions/training.ts';
import { showDrawer } from '../../../store/actions/view.ts';
import type { TrainingRun } from '../../../store/slices/finetune.ts';
import { useStudio } from '../../../store/studioStore.ts';
import { Button, ProgressBar } from '../../design/index.ts';
import { canTrain, formatAccuracy, formatDuration, imagesOf, isActive } from '../trainingStatus.ts';

/** Start, pause, stop; and what to do with a training that is over. */
export function RunControls() {
  const run = useStudio((state) => state.trainingRun);
  if (!run || run.status === 'done') return <StartButton label="Start training" />;
  return (
    <div className="run-controls" aria-label="Training" role="group">
      {isActive(run.status) ? <Running run={run} /> : <Over run={run} />}
    </div>
  );
}

function StartButton({ label }: { readonly label: string }) {
  const ready = useStudio(canTrain);
  return (
    <Button kind="primary" icon={<Play />} disabled={!ready} onClick={() => void startTraining()}>
      {label}
    </Button>
  );
}

function Running({ run }: { readonly run: TrainingRun }) {
  const { progress, stage, status } = run;
  const parts = run.settings.recipe?.length ?? 1;
  const done = progress ? (progress.part + progress.step / progress.steps) / parts : 0;
  const isPaused = status === 'paused';
  return (
    <>
      <p className="run-controls-text" role="status">
        {stage
          ? stage.text
          : progress
            ? `Epoch ${progress.epoch} of ${progress.epochs}${isPaused ? ', paused' : `, ${formatDuration(progress.etaSeconds)} left`}`
            : 'Starting'}
      </p>
      <ProgressBar label="Training" fraction={stage ? stage.fraction : done} />
      <div className="run-controls-buttons">
        <Button
          icon={isPaused ? <Play /> : <Pause />}
          disabled={status !== 'running' && !isPaused}
          onClick={isPaused ? resumeTraining : pauseTraining}
        >
          {isPaused ? 'Resume' : 'Pause'}
        </Button>
        <Button icon={<Square />} disabled={status === 'stopping'} onClick={stopTraining}>
          {status === 'stopping' ? 'Stopping' : 'Stop'}
        </Button>
      </div>
    </>
  );
}

function Over({ run }: { readonly run: TrainingRun }) {
  const ready = useStudio(canTrain);
  const [problem] = run.diagnostics ?? [];
  return (
    <>
      <div role="status">
        <p className="run-controls-text">{titleOf(run)}</p>
        {problem && (
          <p className="finetune-text">
            {problem.message} {problem.hint}
          </p>
        )}
      </div>
      <div className="run-controls-buttons">
        {run.trained !== null && (
          <Button kind="primary" onClick={keepLearned}>
            Use what was learned
          </Button>
        )}
        {run.status !== 'failed' && (
          <Button
            icon={<RotateCcw />}
            disabled={!ready}
            onClick={() => {
              showDrawer('training');
              void continueTraining();
            }}
          >
            Continue
          </Button>
        )}
        <Button onClick={discardTraining}>Discard</Button>
      </div>
    </>
  );
}

function titleOf(run: TrainingRun): string {
  const { status, diagnostics } = run;
  const after = run.results.at(-1)?.after ?? null;
  if (diagnostics) return diagnostics[0]?.title ?? 'The training stopped';
  if (status === 'interrupted') return 'A training was interrupted.';
  return after === null ? 'Stopped' : `Stopped at ${formatAccuracy(after)} on ${imagesOf(run)}`;
}
