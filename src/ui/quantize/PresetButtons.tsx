import { RadioGroup } from 'radix-ui';
import { changeSettings } from '../../store/actions/plan.ts';
import { useStudio } from '../../store/studioStore.ts';
import { formatBits } from '../../store/formatBits.ts';
import type { BitWidths } from '../../project/plan.ts';
import './PresetButtons.css';
import { bitPresets } from './presets.ts';

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
