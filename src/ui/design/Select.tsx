import { Check, ChevronDown } from 'lucide-react';
import { Select as Radix } from 'radix-ui';
import './Select.css';

export interface SelectOption<Id extends string> {
  readonly id: Id;
  readonly label: string;
  /** A second line in the list. */
  readonly note?: string;
  readonly disabled?: boolean;
}

export interface SelectProps<Id extends string> {
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
  return (
    <Radix.Root
      value={value}
      disabled={disabled}
      onValueChange={(id) => {
        onChange(id as Id);
      }}
    >
      <Radix.Trigger className="select" aria-label={label}>
        <Radix.Value>{options.find(({ id }) => id === value)?.label}</Radix.Value>
        <Radix.Icon asChild>
          <ChevronDown size={16} aria-hidden />
        </Radix.Icon>
      </Radix.Trigger>
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
    </Radix.Root>
  );
}
