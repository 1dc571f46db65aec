import { changeSettings } from '../../store/actions/plan.ts';
import { useStudio } from '../../store/studioStore.ts';
import { formatBits } from '../../store/formatBits.ts';
import type { BitWidths } from '../../project/plan.ts';
import { Select } from '../design/index.ts';
import { bitPresets } from './presets.ts';

const fields = [
  { key: 'inputWeightBits', label: 'Input weights', short: 'iq', choices: [1, 2, 4, 8] },
  { key: 'weightBits', label: 'Weights', short: 'wq', choices: [1, 2, 4] },
  { key: 'activationBits', label: 'Activations', short: 'aq', choices: [1, 2, 4] },
] as const;

/** The three bit widths on their own. */
export function BitsFields() {
  const chosen = useStudio(({ plan }) => plan.settings.bits);
  const found = useStudio(({ derived }) => derived?.bits ?? null);
  const bits = chosen ?? found;
  const change = (key: keyof BitWidths, value: number) => {
    const next = { ...(bits ?? (bitPresets[0] as (typeof bitPresets)[number]).bits), [key]: value };
    changeSettings(`Quantize to ${formatBits(next)}`, { bits: next });
  };
  return (
    <div className="bits-fields">
      {fields.map(({ key, label, short, choices }) => {
        const value = bits?.[key];
        const known: readonly number[] = choices;
        const options =
          value === undefined || known.includes(value) ? choices : [...choices, value];
        return (
          <div key={key} className="bits-field">
            <span aria-hidden>{label}</span>
            <Select
              label={`${label} (${short}), bits`}
              value={value === undefined ? 'float' : String(value)}
              options={[
                ...(value === undefined
                  ? [{ id: 'float', label: 'float', disabled: true as const }]
                  : []),
                ...options.map((choice) => ({
                  id: String(choice),
                  label: choice === 1 ? '1 bit' : `${choice} bits`,
                })),
              ]}
              onChange={(id) => {
                change(key, Number(id));
              }}
            />
          </div>
        );
      })}
    </div>
  );
}
