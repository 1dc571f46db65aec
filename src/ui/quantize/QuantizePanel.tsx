import { changeSettings } from '../../store/actions/plan.ts';
import { useStudio } from '../../store/studioStore.ts';
import { formatBits } from '../../worker/plan.ts';
import { Choice, Field, Term } from '../design/index.ts';
import { StagePanel } from '../stages/StagePanel.tsx';

const presets = [
  { inputWeightBits: 8, weightBits: 4, activationBits: 4 },
  { inputWeightBits: 8, weightBits: 2, activationBits: 2 },
  { inputWeightBits: 2, weightBits: 2, activationBits: 1 },
] as const;

/** Bits of the whole model. */
export function QuantizePanel() {
  const bits = useStudio(({ plan }) => plan.settings.bits);
  const value = bits ? formatBits(bits) : 'none';
  return (
    <StagePanel
      title="Quantize"
      intro={
        <>
          <Term id="quantization">Rounds</Term> weights and activations to a few bits.
        </>
      }
    >
      <Field
        label={<Term id="bits">Input weights / weights / activations</Term>}
        note="Fewer bits make the file smaller and the network sparser, and cost accuracy."
      >
        <Choice
          label="Bits"
          value={value}
          options={[
            { id: 'none', label: 'Float' },
            ...presets.map((preset) => ({ id: formatBits(preset), label: formatBits(preset) })),
          ]}
          onChange={(id) => {
            const preset = presets.find((p) => formatBits(p) === id) ?? null;
            changeSettings(preset ? `Quantize to ${id}` : 'Leave in float', { bits: preset });
          }}
        />
      </Field>
    </StagePanel>
  );
}
