import { CircleCheck, Cpu } from 'lucide-react';
import type { HardwareNote } from '../../project/layer/layerView.ts';
import { defineInspectorSection, useDetails } from './define.ts';

/** The limits of the chosen chip that apply to the layer, and how much of each it uses. */
export const hardwareSection = defineInspectorSection({
  id: 'hardware',
  title: 'Limits of the chip',
  shows: (_layer, details) => (details?.hardware?.notes.length ?? 0) > 0,
  Content: Hardware,
});

function Hardware() {
  const hardware = useDetails()?.hardware;
  if (!hardware) return null;
  return (
    <>
      <p className="inspector-doc">{hardware.chip}</p>
      <ul className="hardware-notes">
        {hardware.notes.map((note) => (
          <Note key={`${note.name} ${note.allowed}`} note={note} />
        ))}
      </ul>
    </>
  );
}

function Note({
  note: { name, found, allowed, share, fits, source },
}: {
  readonly note: HardwareNote;
}) {
  const Icon = fits ? CircleCheck : Cpu;
  return (
    <li className="hardware-note" data-fits={fits} title={`Source: ${source}`}>
      <Icon size={14} aria-hidden />
      <span>
        {name}
        <span className="visually-hidden">{fits ? ' fits' : ' does not fit'}</span>
      </span>
      <span className="hardware-note-found code">{found}</span>
      <span className="hardware-note-allowed">{allowed}</span>
      {share !== null && (
        <span className="hardware-note-bar" aria-hidden>
          <span style={{ width: `${Math.min(100, share * 100)}%` }} />
        </span>
      )}
    </li>
  );
}
