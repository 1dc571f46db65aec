import { changeSettings } from '../../store/actions/plan.ts';
import { useStudio } from '../../store/studioStore.ts';
import { formatBits } from '../../store/formatBits.ts';
import { Field, Term, Toggle } from '../design/index.ts';
import { StagePanel } from '../frame/StagePanel.tsx';
import { BitsFields } from './BitsFields.tsx';
import { FewLevelsNote } from './FewLevelsNote.tsx';
import { HardwareField } from './HardwareField.tsx';
import { InputFields } from './InputFields.tsx';
import { LayerBitsTable } from './LayerBitsTable.tsx';
import { PresetButtons } from './PresetButtons.tsx';
import './QuantizePanel.css';
import { QuantizerField } from './QuantizerField.tsx';
import { SizeLine } from './SizeLine.tsx';

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
      action={<SizeLine />}
    >
      <PresetButtons />
      <BitsFields />
      <FewLevelsNote />
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
      action={<SizeLine />}
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
      <HardwareField />
    </StagePanel>
  );
}
