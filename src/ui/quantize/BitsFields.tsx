import { RadioGroup } from 'radix-ui';
import type { BitWidths } from '../../project/plan.ts';
import { changeSettings } from '../../store/actions/plan.ts';
import { bitChoices, formatBits } from '../../store/actions/bits.ts';
import { useStudio } from '../../store/studioStore.ts';
import { Select } from '../design/index.ts';
import './BitsFields.css';

const fields = [
  { key: 'inputWeightBits', label: 'Input weights', short: 'iq' },
  { key: 'weightBits', label: 'Weights', short: 'wq' },
  { key: 'activationBits', label: 'Activations', short: 'aq' },
] as const;

/** The three bit widths on their own. */
export function BitsFields() {
  const chosen = useStudio(({ plan }) => plan.settings.bits);
  const found = useStudio(({ derived }) => derived?.bits ?? null);
  const hardware = useStudio(({ plan }) => plan.settings.hardware);
  const allowed = bitChoices(hardware);
  const bits = chosen ?? found;
  const change = (key: keyof BitWidths, value: number) => {
    const next = { ...(bits ?? (bitPresets[0] as (typeof bitPresets)[number]).bits), [key]: value };
    changeSettings(`Quantize to ${formatBits(next)}`, { bits: next });
  };
  return (
    <div className="bits-fields">
      {fields.map(({ key, label, short }) => {
        const value = bits?.[key];
        const choices = allowed[key];
        const options =
          value === undefined || choices.includes(value) ? choices : [...choices, value];
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

const AS_OPENED = 'as-opened';

/** The three usual choices of bits, and the model as its file has it. */
export function PresetButtons() {
  const bits = useStudio(({ plan }) => plan.settings.bits);
  const isQuantizedFile = useStudio(
    ({ plan, derived }) => plan.settings.bits === null && derived?.bits !== null,
  );
  const choose = (id: string) => {
    const preset = bitPresets.find((candidate) => formatBits(candidate.bits) === id)?.bits ?? null;
    changeBits(preset);
  };
  return (
    <RadioGroup.Root
      className="presets"
      aria-label="Bits"
      value={bits ? formatBits(bits) : AS_OPENED}
      onValueChange={choose}
    >
      {bitPresets.map(({ bits: preset, name, effect }) => (
        <Preset
          key={name}
          id={formatBits(preset)}
          title={formatBits(preset)}
          name={name}
          effect={effect}
        />
      ))}
      <Preset
        id={AS_OPENED}
        title="As opened"
        name={isQuantizedFile ? 'quantized in the file' : ''}
        effect="No change of bits: float layers stay in float."
      />
    </RadioGroup.Root>
  );
}

function changeBits(bits: BitWidths | null): void {
  changeSettings(bits ? `Quantize to ${formatBits(bits)}` : 'Bits as opened', { bits });
}

interface PresetProps {
  readonly id: string;
  readonly title: string;
  readonly name: string;
  readonly effect: string;
}

function Preset({ id, title, name, effect }: PresetProps) {
  return (
    <RadioGroup.Item value={id} className="preset">
      <span className="preset-title">
        <span className="preset-bits">{title}</span> <span className="preset-name">{name}</span>
      </span>{' '}
      <span className="preset-effect">{effect}</span>
    </RadioGroup.Item>
  );
}

/** Bits that work well together, with what to expect of them. */
interface BitPreset {
  readonly bits: BitWidths;
  readonly name: string;
  readonly effect: string;
}

/** From the finest to the coarsest. @source the bit widths of the models in src/fixtures/golden/mnist */
const bitPresets: readonly BitPreset[] = [
  {
    bits: { inputWeightBits: 8, weightBits: 4, activationBits: 4 },
    name: 'Close to float',
    effect: 'Small loss, often none to speak of after a short fine-tuning.',
  },
  {
    bits: { inputWeightBits: 8, weightBits: 2, activationBits: 2 },
    name: 'Small and sparse',
    effect: 'About half the file and many more silent neurons. Needs fine-tuning.',
  },
  {
    bits: { inputWeightBits: 2, weightBits: 2, activationBits: 1 },
    name: 'Binary spikes',
    effect: 'A spike is there or not: least work on the chip. Needs long fine-tuning.',
  },
];
