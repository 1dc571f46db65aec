import { Switch } from 'radix-ui';
import { useId } from 'react';
import type { TermId } from '../glossary/terms.ts';
import { TermMark } from './Term.tsx';
import './Toggle.css';

export interface ToggleProps {
  readonly label: string;
  /** The term that the label is about, explained beside it: the label itself works the switch. */
  readonly term?: TermId;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly disabled?: boolean;
}

/** An on/off switch with its label. */
export function Toggle({ label, term, checked, onChange, disabled = false }: ToggleProps) {
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
      {term !== undefined && <TermMark id={term} />}
    </span>
  );
}
