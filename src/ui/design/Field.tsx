import type { ReactNode } from 'react';
import './Field.css';

export interface FieldProps {
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
