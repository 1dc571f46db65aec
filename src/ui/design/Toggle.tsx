import { Switch } from 'radix-ui';
import { useId, type MouseEvent, type ReactNode } from 'react';
import './Toggle.css';

export interface ToggleProps {
  readonly label: ReactNode;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly disabled?: boolean;
}

/** An on/off switch with its label. */
export function Toggle({ label, checked, onChange, disabled = false }: ToggleProps) {
  const id = useId();
  // A term in the label is a button of its own, which keeps the browser from switching. Its explanation shows without a press;
  // by keyboard (detail 0) the switch itself is next to it.
  const pressTerm = ({ target, detail }: MouseEvent) => {
    const isTerm = target instanceof Element && target.closest('button') !== null;
    if (isTerm && detail > 0 && !disabled) onChange(!checked);
  };
  return (
    <span className="toggle">
      <Switch.Root
        id={id}
        className="toggle-track"
        checked={checked}
        onCheckedChange={onChange}
        disabled={disabled}
      >
        <Switch.Thumb className="toggle-thumb" />
      </Switch.Root>
      <label htmlFor={id} onClick={pressTerm}>
        {label}
      </label>
    </span>
  );
}
