import { Slider as Radix, Switch } from 'radix-ui';
import { useId, useState, type ReactNode } from 'react';
import type { TermId } from '../glossary/terms.ts';
import { TermMark } from './Term.tsx';
import './fields.css';

interface FieldProps {
  readonly label: ReactNode;
  /** What the setting does or where its value comes from. */
  readonly note?: ReactNode;
  readonly children: ReactNode;
}

/** A setting: label above, control below, a note under it. The control names itself to screen readers. */
export function Field({ label, note, children }: FieldProps) {
  return (
    <div className="field">
      <div className="field-label">{label}</div>
      {children}
      {note !== undefined && <div className="field-note">{note}</div>}
    </div>
  );
}

interface NumberFieldProps {
  readonly label: string;
  readonly value: number;
  readonly disabled?: boolean;
  /** Why a number will not do; null when it will. */
  readonly refuse?: (value: number) => string | null;
  readonly onChange: (value: number) => void;
}

/** A number to type. It counts when the field is left or Enter is pressed; Escape takes it back. */
export function NumberField({
  label,
  value,
  disabled = false,
  refuse,
  onChange,
}: NumberFieldProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const number = typed === null ? value : Number(typed.replace(',', '.'));
  const isNumber = Number.isFinite(number) && typed?.trim() !== '';
  const problem = isNumber ? (refuse?.(number) ?? null) : 'Type a number.';
  const commit = () => {
    if (problem !== null) return;
    setTyped(null);
    if (number !== value) onChange(number);
  };
  return (
    <span className="number-field">
      <input
        type="text"
        inputMode="decimal"
        aria-label={label}
        aria-invalid={problem !== null}
        disabled={disabled}
        value={typed ?? String(value)}
        onChange={(event) => {
          setTyped(event.target.value);
        }}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit();
          if (event.key === 'Escape') setTyped(null);
        }}
      />
      {problem !== null && (
        <span className="number-field-problem" role="alert">
          {problem}
        </span>
      )}
    </span>
  );
}

interface SliderProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step?: number;
  readonly onChange: (value: number) => void;
  /** The value in words, for screen readers. */
  readonly valueText?: string;
}

/** Chooses a number in a range. */
export function Slider({ label, value, min, max, step = 1, onChange, valueText }: SliderProps) {
  return (
    <Radix.Root
      className="slider"
      value={[value]}
      min={min}
      max={max}
      step={step}
      onValueChange={([next]) => {
        if (next !== undefined) onChange(next);
      }}
    >
      <Radix.Track className="slider-track">
        <Radix.Range className="slider-range" />
      </Radix.Track>
      <Radix.Thumb className="slider-thumb" aria-label={label} aria-valuetext={valueText} />
    </Radix.Root>
  );
}

interface ToggleProps {
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
