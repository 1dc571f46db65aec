import { ToggleGroup } from 'radix-ui';
import type { ReactNode } from 'react';
import './Choice.css';

export interface ChoiceProps<Id extends string> {
  readonly label: string;
  readonly options: readonly {
    readonly id: Id;
    readonly label: ReactNode;
    readonly disabled?: boolean;
  }[];
  readonly value: Id;
  readonly onChange: (id: Id) => void;
}

/** A row of buttons of which exactly one is pressed. */
export function Choice<Id extends string>({ label, options, value, onChange }: ChoiceProps<Id>) {
  return (
    <ToggleGroup.Root
      type="single"
      className="choice"
      aria-label={label}
      value={value}
      onValueChange={(id) => {
        // Pressing the pressed one again sends an empty value: one always stays chosen.
        if (id !== '') onChange(id as Id);
      }}
    >
      {options.map(({ id, label: text, disabled = false }) => (
        <ToggleGroup.Item key={id} value={id} disabled={disabled} className="choice-option">
          {text}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  );
}
