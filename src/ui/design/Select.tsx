import { Check, ChevronDown } from 'lucide-react';
import { Select as Radix, ToggleGroup } from 'radix-ui';
import { useState, type ReactNode } from 'react';
import './Select.css';

export interface SelectOption<Id extends string> {
  readonly id: Id;
  readonly label: string;
  /** A second line in the list. */
  readonly note?: string;
  readonly disabled?: boolean;
}

interface SelectProps<Id extends string> {
  readonly label: string;
  readonly options: readonly SelectOption<Id>[];
  readonly value: Id;
  readonly onChange: (id: Id) => void;
  readonly disabled?: boolean;
}

/** One choice of a few. `label` names it to screen readers; put a visible one in a `Field`. */
export function Select<Id extends string>({
  label,
  options,
  value,
  onChange,
  disabled = false,
}: SelectProps<Id>) {
  // The list comes with the first sign that it may be wanted. Radix keeps it in the page, and renders it twice, for a
  // list that is closed too: a panel with a few of them takes longer for that than for all else.
  const [isWanted, setWanted] = useState(false);
  const want = () => {
    setWanted(true);
  };
  return (
    <Radix.Root
      value={value}
      disabled={disabled}
      onOpenChange={want}
      onValueChange={(id) => {
        onChange(id as Id);
      }}
    >
      <Radix.Trigger className="select" aria-label={label} onFocus={want} onPointerEnter={want}>
        <Radix.Value>{options.find(({ id }) => id === value)?.label}</Radix.Value>
        <Radix.Icon asChild>
          <ChevronDown size={16} aria-hidden />
        </Radix.Icon>
      </Radix.Trigger>
      {isWanted && (
        <Radix.Portal>
          <Radix.Content className="select-list" position="popper" sideOffset={4}>
            <Radix.Viewport>
              {options.map(({ id, label: text, note, disabled: off = false }) => (
                <Radix.Item key={id} value={id} disabled={off} className="select-option">
                  <Radix.ItemIndicator className="select-check">
                    <Check size={16} aria-hidden />
                  </Radix.ItemIndicator>
                  <span>
                    <Radix.ItemText>{text}</Radix.ItemText>
                    {note !== undefined && <span className="select-note">{note}</span>}
                  </span>
                </Radix.Item>
              ))}
            </Radix.Viewport>
          </Radix.Content>
        </Radix.Portal>
      )}
    </Radix.Root>
  );
}

interface ChoiceProps<Id extends string> {
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
