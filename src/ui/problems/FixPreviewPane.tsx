import { Check, Equal, Shuffle } from 'lucide-react';
import { useMemo, type KeyboardEvent } from 'react';
import { formatShape } from '../../core/tensor/tensor.ts';
import type { Problem } from '../../project/assess.ts';
import type { GraphEdit } from '../../project/plan.ts';
import { applyPreview, cancelPreview, itemKey, tickFixes } from '../../store/actions/fixes.ts';
import type { FixPreview } from '../../store/slices/problems.ts';
import { useStudio } from '../../store/studioStore.ts';
import {
  Badge,
  Button,
  classNames,
  Keys,
  LearnMore,
  severities,
  severityText,
  type DocsPage,
} from '../design/index.ts';
import { countProblems } from '../frame/problems.ts';
import { FixChecklist } from './FixChecklist.tsx';
import { graphDiff, type DiffEntry, type DiffHunk } from './graphDiff.ts';
import './FixPreviewPane.css';

/** A fix before it is done: what changes, layers before and after, and what it does to the outputs. */
export function FixPreviewPane({ preview }: { readonly preview: FixPreview }) {
  const before = useStudio(({ derived }) => derived);
  const hunks = useMemo(
    () => (before ? graphDiff(before.graph, preview.after.graph) : []),
    [before, preview],
  );
  const { checklist } = preview;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    cancelPreview();
  };
  return (
    <section className="fix-preview" aria-label="Preview of the fix" onKeyDown={onKeyDown}>
      <header className="fix-preview-head">
        <h3>{preview.title}</h3>
        <span className="fix-preview-buttons">
          {checklist && checklist.chosen.length < checklist.offered.length && (
            <Button
              kind="quiet"
              size="small"
              onClick={() => void tickFixes(checklist.offered.map(itemKey))}
            >
              Tick all
            </Button>
          )}
          <Button kind="quiet" size="small" onClick={cancelPreview}>
            Cancel
          </Button>
          <Button
            kind="primary"
            size="small"
            icon={<Check />}
            autoFocus
            disabled={!preview.edit || checklist?.isStale === true}
            onClick={applyPreview}
          >
            Apply
          </Button>
          <Keys keys="Enter" decorative />
        </span>
        <p className="fix-preview-effect">
          {preview.edit && <ExactBadge exact={preview.exact} />}
          <Counts
            before={before?.diagnostics ?? []}
            after={preview.after.diagnostics}
            isStale={checklist?.isStale === true}
          />
          <LearnMore page={fixPage(preview.edit)} about="this fix" />
        </p>
      </header>
      {checklist ? (
        <FixChecklist {...checklist} />
      ) : (
        <ul className="fix-preview-changes">
          {preview.describe.map((text, i) => (
            <li key={i}>{text}</li>
          ))}
        </ul>
      )}
      <DiffTable hunks={hunks} />
    </section>
  );
}

interface CountsProps {
  readonly before: readonly Problem[];
  readonly after: readonly Problem[];
  /** They are being counted anew. */
  readonly isStale: boolean;
}

/** Problems of each severity before and after; a severity that neither has is left out. */
function Counts({ before, after, isStale }: CountsProps) {
  const [old, now] = [countProblems(before), countProblems(after)];
  const shown = severities.filter(
    (severity) => severity === 'error' || old[severity] !== now[severity],
  );
  return (
    <span
      className={classNames('fix-preview-counts', isStale && 'fix-preview-stale')}
      role="status"
    >
      {shown.map((severity) => (
        <span key={severity}>
          {severity === 'error' ? 'Errors' : severityText[severity].word} {old[severity]} {'\u2192'}{' '}
          {now[severity]}
        </span>
      ))}
    </span>
  );
}

const words = {
  kept: null,
  removed: 'goes',
  added: 'new',
  moved: 'moves',
  changed: 'changes',
} as const;

/** The layers around each change, before and after it. */
function DiffTable({ hunks }: { readonly hunks: readonly DiffHunk[] }) {
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

/** Whether a fix keeps what the model computes. */
export function ExactBadge({ exact }: { readonly exact: boolean }) {
  return exact ? (
    <Badge tone="ok">
      <Equal aria-hidden />
      Same outputs
    </Badge>
  ) : (
    <Badge tone="hardware">
      <Shuffle aria-hidden />
      Changes the function: fine-tune after
    </Badge>
  );
}

/** The page of the fix that an edit performs; the list of fixes where it performs several. */
export function fixPage(edit: GraphEdit | null): DocsPage {
  return { kind: 'fix', id: edit?.kind === 'fix' ? edit.pass : null };
}
