import { useState } from 'react';
import './NumberField.css';

export interface NumberFieldProps {
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
