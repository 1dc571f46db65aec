import { Suspense } from 'react';
import { changeSettings } from '../../store/actions/plan.ts';
import { enterStage, focusDrawer } from '../../store/actions/view.ts';
import { formatBits, waitingBits } from '../../store/actions/bits.ts';
import { useStudio } from '../../store/studioStore.ts';
import { ChipCard } from '../chip/ChipCard.tsx';
import { formatBytes } from '../design/format.ts';
import { Button, Field, SeverityIcon, Term, Toggle } from '../design/index.ts';
import { StagePanel } from '../frame/StagePanel.tsx';
import { OutcomeLine } from '../frame/outcome/OutcomeLine.tsx';
import { countProblems } from '../frame/problems.ts';
import { BitsFields, PresetButtons } from './BitsFields.tsx';
import { HardwareField } from './HardwareField.tsx';
import { InputFields } from './InputFields.tsx';
import { LayerBitsTable } from './LayerBitsTable.tsx';
import { QuantizerField } from './QuantizerField.tsx';
import './QuantizePanel.css';
import { ScalingQuestion } from './ScalingQuestion.tsx';

/** How the model is quantized and converted. Every change shows at once on the graph, in the problems and in the size. */
export function QuantizePanel() {
  const isKeras = useStudio(({ model }) => model?.kind === 'keras');
  return isKeras ? <Settings /> : <Converted />;
}

function Settings() {
  const foldBatchNorm = useStudio(({ plan }) => plan.settings.foldBatchNorm);
  return (
    <StagePanel
      title="Quantize"
      intro={
        <>
          <Term id="quantization">Round</Term> weights and activations to a few{' '}
          <Term id="bits">bits</Term>.
        </>
      }
      action={<Foot />}
    >
      <ScalingQuestion />
      <NotAppliedNote />
      <PresetButtons />
      <BitsFields />
      <FewLevelsNote />
      <Suspense>
        <ChipCard />
      </Suspense>
      <LayerBitsTable />
      <QuantizerField />
      <Field
        label={<Term id="batch normalization">Batch normalization</Term>}
        note="Folding first lets the rounding see the weights that the chip will hold."
      >
        <Toggle
          label="Fold it into the weights before rounding"
          checked={foldBatchNorm}
          onChange={(checked) => {
            changeSettings(checked ? 'Fold batch normalization' : 'Keep batch normalization', {
              foldBatchNorm: checked,
            });
          }}
        />
      </Field>
      <InputFields />
      <HardwareField />
    </StagePanel>
  );
}

/** An .fbz has its bits for good; only the chip to check it against can be chosen. */
function Converted() {
  const bits = useStudio(({ derived }) => derived?.bits ?? null);
  return (
    <StagePanel
      title="Quantize"
      intro="This file is converted already: its bits are fixed."
      action={<Foot />}
    >
      {bits && (
        <dl className="facts">
          <dt>
            <Term id="bits">Bits</Term>
          </dt>
          <dd className="code">{formatBits(bits)}</dd>
        </dl>
      )}
      <p className="quantize-note">To change them, open the Keras model that it was made from.</p>
      <Suspense>
        <ChipCard />
      </Suspense>
      <HardwareField />
    </StagePanel>
  );
}

/** What the settings come to, always in view: how well the network does, and what it takes. */
function Foot() {
  return (
    <div className="quantize-foot">
      <OutcomeLine />
      <SizeLine />
    </div>
  );
}

/** Bits that are chosen and cannot be given yet: what the fields say is not what the model has. */
function NotAppliedNote() {
  const chosen = useStudio(waitingBits);
  const errors = useStudio(({ derived }) => countProblems(derived?.diagnostics ?? []).error);
  if (!chosen) return null;
  return (
    <div className="few-levels" role="status">
      <p>
        {formatBits(chosen)} is chosen. The layers get these bits once{' '}
        {errors === 1 ? 'the error is' : `the ${errors} errors are`} fixed; until then they are in
        float.
      </p>
    </div>
  );
}

/** Bytes of a float32 parameter. */
const FLOAT_BYTES = 4;

/** What the chosen settings come to: what the network takes at its bits, or what is in the way. */
function SizeLine() {
  const converted = useStudio(({ derived }) => derived?.converted ?? null);
  const parameters = useStudio(({ derived }) => derived?.graph.parameters ?? 0);
  const isKeras = useStudio(({ model }) => model?.kind === 'keras');
  const diagnostics = useStudio(({ derived }) => derived?.diagnostics);
  const hasBits = useStudio(({ derived }) => (derived?.bits ?? null) !== null);
  const isDesign = useStudio(({ model }) => model?.isDesign === true);
  const deriving = useStudio((state) => state.deriving);
  const counts = countProblems(diagnostics ?? []);
  const worst = counts.error > 0 ? 'error' : counts.hardware > 0 ? 'hardware' : null;
  const ratio = converted ? (parameters * FLOAT_BYTES) / converted.packedBytes : 0;
  return (
    <div className="size-line" role="status" data-busy={deriving}>
      {converted ? (
        <>
          <p className="size-line-size">
            <Term id="packed size">Network</Term>{' '}
            <strong>{formatBytes(converted.packedBytes)}</strong>
          </p>
          {isKeras && ratio > 1 && (
            <p className="size-line-note">
              {ratio.toFixed(1)} times smaller than the weights in float
            </p>
          )}
        </>
      ) : (
        <p className="size-line-size">
          {hasBits && isDesign && counts.error === 0
            ? 'Follows the rules; converts once it is trained'
            : hasBits || counts.error > 0
              ? 'Does not convert yet'
              : 'Choose bits to convert'}
        </p>
      )}
      {worst && (
        <Button
          kind="quiet"
          size="small"
          icon={<SeverityIcon severity={worst} />}
          onClick={() => {
            focusDrawer('problems');
          }}
        >
          {worst === 'error'
            ? `${counts.error} ${counts.error === 1 ? 'error' : 'errors'} to fix`
            : `${counts.hardware} ${counts.hardware === 1 ? 'limit' : 'limits'} of the chip not met`}
        </Button>
      )}
    </div>
  );
}

/** At so few bits the range that a float model leaves its activations costs much of the accuracy. */
const FEW_ACTIVATION_BITS = 2;
/** At fewer the rounding of the weights costs more than anything: only training helps. */
const ENOUGH_WEIGHT_BITS = 4;

/** Tells of the one step that helps most where activations have few bits and weights enough, until it or a training was taken. */
function FewLevelsNote() {
  const isNeeded = useStudio(({ plan, derived }) => {
    const { bits } = plan.settings;
    return (
      bits !== null &&
      bits.activationBits <= FEW_ACTIVATION_BITS &&
      bits.weightBits >= ENOUGH_WEIGHT_BITS &&
      !plan.edits.some(({ kind }) => kind === 'trained') &&
      derived?.converted !== null
    );
  });
  if (!isNeeded) return null;
  return (
    <div className="few-levels">
      <p>
        With so few <Term id="activation levels">activation levels</Term>, fit them to some images
        before you judge the model: it takes seconds.
      </p>
      <Button
        kind="quiet"
        size="small"
        onClick={() => {
          enterStage('finetune');
        }}
      >
        Go to Fine-tune
      </Button>
    </div>
  );
}
