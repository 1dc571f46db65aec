import { weightQuantizers } from '../../core/quantizers/index.ts';
import { changeSettings } from '../../store/actions/plan.ts';
import { useStudio } from '../../store/studioStore.ts';
import type { BitWidths } from '../../project/plan.ts';
import { Field, Select, Term, type SelectOption } from '../design/index.ts';

const DEFAULT = 'default';

/** Which rule rounds the weights of the whole model. */
export function QuantizerField() {
  const quantizer = useStudio(({ plan }) => plan.settings.quantizer);
  const bits = useStudio(({ plan }) => plan.settings.bits);
  return (
    <Field label={<Term id="quantizer">Quantizer of the weights</Term>} note={noteOf(quantizer)}>
      <Select
        label="Quantizer of the weights"
        value={quantizer ?? DEFAULT}
        options={[
          {
            id: DEFAULT,
            label: 'Default',
            note: 'The one in the file, else the largest weight of every channel.',
          },
          ...quantizerOptions(bits),
        ]}
        onChange={(id) => {
          const next = id === DEFAULT ? null : id;
          changeSettings(`Quantizer ${next ?? 'as by default'}`, { quantizer: next });
        }}
      />
    </Field>
  );
}

function noteOf(quantizer: string | null): string {
  const found = weightQuantizers.find(({ className }) => className === quantizer);
  return found?.doc ?? 'One scale per output channel, spanning its largest weight.';
}

/** Every quantizer; those that do not take the bits cannot be chosen. */
export function quantizerOptions(
  bits: Pick<BitWidths, 'inputWeightBits' | 'weightBits'> | null,
): readonly SelectOption<string>[] {
  return weightQuantizers.map(({ className, doc, bits: [lowest, highest] }) => {
    const fits = (wanted: number) => wanted >= lowest && wanted <= highest;
    const takes = lowest === highest ? `${lowest} bit only` : `${lowest} to ${highest} bits`;
    const usable = bits === null || (fits(bits.inputWeightBits) && fits(bits.weightBits));
    return {
      id: className,
      label: className,
      note: usable ? doc : `Takes ${takes}.`,
      disabled: !usable,
    };
  });
}
