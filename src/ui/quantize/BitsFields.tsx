import { RadioGroup } from 'radix-ui';
import { useEffect, type ReactNode } from 'react';
import type { BitWidths } from '../../project/plan.ts';
import { changeSettings } from '../../store/actions/plan.ts';
import { bitChoices, formatBits } from '../../store/actions/bits.ts';
import { measureBits } from '../../store/outcome/measure.ts';
import { measuredOf, outcomeFor, verdictOf, withBits } from '../../store/outcome/outcome.ts';
import { useStudio } from '../../store/studioStore.ts';
import { formatBytes } from '../design/format.ts';
import { Select } from '../design/index.ts';
import { lostText, points } from '../frame/outcome/outcomeText.ts';
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

/** A network of more parameters takes seconds to quantize and convert: presets are measured as they are chosen. */
const MOST_PARAMETERS = 1_000_000;

/** Measures the presets of the model in the background, once something of the present plan is known. */
function usePresetOutcomes(): void {
  const plan = useStudio((state) => state.plan);
  const hasImages = useStudio((state) => verdictOf(state).kind === 'known');
  const done = useStudio((state) => measuredOf(state)?.done === true);
  const isSmall = useStudio(
    ({ derived }) => derived !== null && derived.graph.parameters <= MOST_PARAMETERS,
  );
  useEffect(() => {
    if (hasImages && isSmall) void measureBits(bitPresets.map(({ bits }) => bits));
  }, [plan, hasImages, done, isSmall]);
}

/** What a preset does to this model: its size and what it loses, as measured. */
function PresetOutcome({ bits }: { readonly bits: BitWidths }) {
  const known = useStudio((state) => outcomeFor(state, withBits(state.plan, bits)));
  const isMeasured = useStudio((state) => typeof state.judges !== 'string');
  if (!known) return isMeasured ? 'Not measured yet' : null;
  const { packedBytes, pair, spiking } = known.outcome;
  if (packedBytes === null) return 'Does not convert yet';
  const share = pair ? pair.spiking / pair.images : spiking && spiking.correct / spiking.images;
  const parts = [
    formatBytes(packedBytes),
    ...(share === null ? [] : [`${points(share)} %`]),
    ...(pair ? [lostText((pair.float - pair.spiking) / pair.images)] : []),
  ];
  return parts.join(', ');
}

/** The three usual choices of bits, and the model as its file has it. */
export function PresetButtons() {
  const bits = useStudio(({ plan }) => plan.settings.bits);
  const isQuantizedFile = useStudio(
    ({ plan, derived }) => plan.settings.bits === null && derived?.bits !== null,
  );
  usePresetOutcomes();
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
      {bitPresets.map(({ bits: preset, name }) => (
        <Preset
          key={name}
          id={formatBits(preset)}
          title={formatBits(preset)}
          name={name}
          effect={<PresetOutcome bits={preset} />}
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
  readonly effect: ReactNode;
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

/** Bits that work well together, and what they are. What they do to a model is measured. */
interface BitPreset {
  readonly bits: BitWidths;
  readonly name: string;
}

/** From the finest to the coarsest. @source the bit widths of the models in src/fixtures/golden/mnist */
const bitPresets: readonly BitPreset[] = [
  {
    bits: { inputWeightBits: 8, weightBits: 4, activationBits: 4 },
    name: 'spikes of 16 levels',
  },
  {
    bits: { inputWeightBits: 8, weightBits: 2, activationBits: 2 },
    name: 'spikes of 4 levels',
  },
  {
    bits: { inputWeightBits: 2, weightBits: 2, activationBits: 1 },
    name: 'a spike or none',
  },
];
