import { customBounds, type CustomChip } from '../../core/targets/custom.ts';
import { DEFAULT_TARGET, targets } from '../../core/targets/index.ts';
import { Field, NumberField, Toggle } from '../design/index.ts';
import './CustomChipFields.css';

interface CustomChipFieldsProps {
  readonly chip: CustomChip;
  readonly onChange: (chip: CustomChip) => void;
}

/** What a chip of one's own has: processors by type, memory of each, clock. */
export function CustomChipFields({ chip, onChange }: CustomChipFieldsProps) {
  const { mesh, megahertz } = targets[chip.base ?? DEFAULT_TARGET];
  const { CNP1, FNP2, FNP3 } = chip.processors;
  const set = (change: Partial<CustomChip>) => {
    onChange({ ...chip, ...change });
  };
  const setProcessors = (change: Partial<CustomChip['processors']>) => {
    set({ processors: { ...chip.processors, ...change } });
  };
  const severalPasses = chip.severalPasses ?? mesh.severalPasses;
  const [, most] = customBounds.processors;
  return (
    <div className="custom-chip" role="group" aria-label="Own chip">
      <Field label="Processors">
        <NumberField
          label="Processors"
          value={CNP1}
          refuse={whole(Math.max(1, FNP2 + FNP3), most)}
          onChange={(count) => {
            setProcessors({ CNP1: count });
          }}
        />
      </Field>
      <Field label="Clock, MHz">
        <NumberField
          label="Clock, MHz"
          value={chip.megahertz ?? megahertz?.value ?? 0}
          refuse={between(...customBounds.megahertz)}
          onChange={(value) => {
            set({ megahertz: value });
          }}
        />
      </Field>
      <Field label="Of these FNP3" note="They take a dense layer with its weights.">
        <NumberField
          label="Of these FNP3"
          value={FNP3}
          refuse={whole(0, CNP1 - FNP2)}
          onChange={(count) => {
            setProcessors({ FNP3: count });
          }}
        />
      </Field>
      <Field label="Of these FNP2" note="They take a dense layer whose weights lie outside.">
        <NumberField
          label="Of these FNP2"
          value={FNP2}
          refuse={whole(0, CNP1 - FNP3)}
          onChange={(count) => {
            setProcessors({ FNP2: count });
          }}
        />
      </Field>
      <Field label="Input memory, bytes">
        <NumberField
          label="Input memory of a processor, bytes"
          value={chip.inputSram ?? mesh.processor.inputBytes}
          refuse={whole(...customBounds.inputSram)}
          onChange={(bytes) => {
            set({ inputSram: bytes });
          }}
        />
      </Field>
      <Field label="Weight memory, bytes">
        <NumberField
          label="Weight memory of a processor, bytes"
          value={chip.weightSram ?? mesh.processor.weightBytes}
          refuse={whole(...customBounds.weightSram)}
          onChange={(bytes) => {
            set({ weightSram: bytes });
          }}
        />
      </Field>
      <Toggle
        label="Several passes"
        term="pass"
        checked={severalPasses}
        onChange={(checked) => {
          set({ severalPasses: checked });
        }}
      />
    </div>
  );
}

function between(low: number, high: number): (value: number) => string | null {
  return (value) => (value >= low && value <= high ? null : `From ${low} to ${high}.`);
}

function whole(low: number, high: number): (value: number) => string | null {
  return (value) =>
    Number.isInteger(value) && value >= low && value <= high
      ? null
      : `A whole number from ${low} to ${high}.`;
}
