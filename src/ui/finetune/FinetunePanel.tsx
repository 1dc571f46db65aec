import { useEffect } from 'react';
import { offerKeptTraining } from '../../store/actions/training.ts';
import { useStudio } from '../../store/studioStore.ts';
import { Term } from '../design/index.ts';
import { StagePanel } from '../frame/StagePanel.tsx';
import './FinetunePanel.css';
import './drawer/TrainingTable.css';
import { CalibrationField } from './panel/CalibrationField.tsx';
import { DataField } from './panel/DataField.tsx';
import { RecipeField } from './panel/RecipeField.tsx';
import { RunControls } from './panel/RunControls.tsx';
import { SettingsFields } from './panel/SettingsFields.tsx';
import { SparsityField } from './panel/SparsityField.tsx';
import { isActive } from './trainingStatus.ts';

/** How to win back what rounding cost. */
export default function FinetunePanel() {
  const model = useStudio((state) => state.model);
  useEffect(() => {
    void offerKeptTraining();
  }, [model]);
  if (model?.kind === 'akida') return <Converted />;
  return <Settings />;
}

function Settings() {
  const active = useStudio(
    ({ trainingRun }) => trainingRun !== null && isActive(trainingRun.status),
  );
  return (
    <StagePanel
      title="Fine-tune"
      intro={
        <>
          <Term id="quantization-aware training">Training on while rounding</Term> wins back most of
          the accuracy that few bits cost.
        </>
      }
      action={<RunControls />}
    >
      <Notices />
      {/* A training runs with the settings it was started with. */}
      <fieldset className="finetune-fields" disabled={active}>
        <DataField />
        <h3>Training</h3>
        <RecipeField />
        <SparsityField />
        <SettingsFields />
        <CalibrationField />
      </fieldset>
    </StagePanel>
  );
}

function Notices() {
  const notices = useStudio(({ trainingRun }) => trainingRun?.notices);
  return (
    <div role="log" aria-label="Notices of the training" className="finetune-notices">
      {notices?.map(({ tone, text }, i) => (
        <p key={i} className="finetune-notice" data-tone={tone}>
          {text}
        </p>
      ))}
    </div>
  );
}

function Converted() {
  return (
    <StagePanel
      title="Fine-tune"
      intro="This file is converted already: it holds no float weights."
    >
      <p className="finetune-text">To train it, open the Keras model that it was made from.</p>
    </StagePanel>
  );
}
