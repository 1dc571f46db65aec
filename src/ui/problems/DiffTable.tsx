import { formatShape } from '../../core/tensor/tensor.ts';
import './DiffTable.css';
import type { DiffEntry, DiffHunk } from './graphDiff.ts';

const words = {
  kept: null,
  removed: 'goes',
  added: 'new',
  moved: 'moves',
  changed: 'changes',
} as const;

/** The layers around each change, before and after it. */
export function DiffTable({ hunks }: { readonly hunks: readonly DiffHunk[] }) {
  return (
    <div className="diff">
      {hunks.map(({ before, after }, i) => (
        <div key={i} className="diff-hunk">
          <Side title="Before" entries={before} />
          <Side title="After" entries={after} />
        </div>
      ))}
    </div>
  );
}

function Side({
  title,
  entries,
}: {
  readonly title: string;
  readonly entries: readonly DiffEntry[];
}) {
  return (
    <div>
      <h4>{title}</h4>
      <ol>
        {entries.map(({ layer, change, notes }) => (
          <li key={layer.name} className={`diff-layer diff-${change}`}>
            <span className="diff-name code">{layer.name}</span>
            <span className="diff-type">{layer.className}</span>
            <span className="diff-shape code">
              {layer.outputShape ? formatShape(layer.outputShape) : ''}
            </span>
            {words[change] !== null && <span className="diff-word">{words[change]}</span>}
            {notes.map((note) => (
              <span key={note} className="diff-note code">
                {note}
              </span>
            ))}
          </li>
        ))}
      </ol>
    </div>
  );
}
