import { Switch } from 'radix-ui';
import { useId, type ReactNode } from 'react';
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
      <label htmlFor={id}>{label}</label>
    </span>
  );
}
