import { Check } from 'lucide-react';
import { useMemo, type KeyboardEvent } from 'react';
import { applyPreview, cancelPreview } from '../../store/actions/fixes.ts';
import type { FixPreview } from '../../store/slices/problems.ts';
import { useStudio } from '../../store/studioStore.ts';
import { Button, Keys, LearnMore } from '../design/index.ts';
import { countProblems } from '../frame/problems.ts';
import { DiffTable } from './DiffTable.tsx';
import { ExactBadge } from './ExactBadge.tsx';
import { fixPage } from './fixPage.ts';
import { graphDiff } from './graphDiff.ts';

/** A fix before it is done: what changes, layers before and after, and what it does to the outputs. */
export function FixPreviewPane({ preview }: { readonly preview: FixPreview }) {
  const before = useStudio(({ derived }) => derived);
  const hunks = useMemo(
    () => (before ? graphDiff(before.graph, preview.after.graph) : []),
    [before, preview],
  );
  const errors = [before?.diagnostics, preview.after.diagnostics].map(
    (diagnostics) => countProblems(diagnostics ?? []).error,
  );
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
          <Button kind="quiet" size="small" onClick={cancelPreview}>
            Cancel
          </Button>
          <Button kind="primary" size="small" icon={<Check />} autoFocus onClick={applyPreview}>
            Apply
          </Button>
          <Keys keys="Enter" decorative />
        </span>
        <p className="fix-preview-effect">
          <ExactBadge exact={preview.exact} />
          <span>
            Errors {errors[0]} {'\u2192'} {errors[1]}
          </span>
          <LearnMore page={fixPage(preview.edit)} about="this fix" />
        </p>
      </header>
      <ul className="fix-preview-changes">
        {preview.describe.map((text, i) => (
          <li key={i}>{text}</li>
        ))}
      </ul>
      <DiffTable hunks={hunks} />
    </section>
  );
}
