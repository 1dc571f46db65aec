import { ArrowRight, CircleCheck, Undo2 } from 'lucide-react';
import { showProblem } from '../../store/actions/fixes.ts';
import { undo } from '../../store/actions/plan.ts';
import { enterStage } from '../../store/actions/view.ts';
import type { FixPreview } from '../../store/slices/problems.ts';
import type { Problem } from '../../worker/methods/contract.ts';
import { Button, Keys, LearnMore } from '../design/index.ts';
import { groupProblems, problemKey } from '../frame/problems.ts';
import { fixPage } from './FixPreviewPane.tsx';

interface FixSummaryProps {
  readonly fixed: FixPreview;
  /** Problems that are still there. */
  readonly left: readonly Problem[];
}

/** What a fix just changed, and the way on. */
export function FixSummary({ fixed, left }: FixSummaryProps) {
  const next = groupProblems(left, 'severity')[0]?.problems[0];
  return (
    <section className="fix-summary" aria-label="Done" role="status">
      <header>
        <h3>
          <CircleCheck aria-hidden size={16} />
          {fixed.describe.length === 1 ? 'Done' : `${fixed.describe.length} changes done`}
        </h3>
        <div className="problem-actions">
          <Button
            kind="primary"
            size="small"
            autoFocus
            icon={<ArrowRight />}
            onClick={() => {
              if (!next) {
                enterStage('quantize');
                return;
              }
              requestFocus();
              showProblem(problemKey(next), next);
            }}
          >
            {next ? 'Next problem' : 'Choose bits'}
          </Button>
          <Button kind="quiet" size="small" icon={<Undo2 />} onClick={undo}>
            Undo
          </Button>
          <Keys keys="Ctrl+Z" decorative />
        </div>
      </header>
      <ul className="fix-preview-changes">
        {fixed.describe.map((text, i) => (
          <li key={i}>{text}</li>
        ))}
      </ul>
      {!fixed.exact && (
        <p>The model computes something else now: fine-tune it before you trust its accuracy.</p>
      )}
      <p>
        <LearnMore page={fixPage(fixed.edit)} about="this fix" />
      </p>
    </section>
  );
}

let requested = false;

/** Asks the next problem shown in full to take the focus: the user came by "Next problem", not from the list. */
function requestFocus(): void {
  requested = true;
}

/** True once after a request. */
export function takeFocusRequest(): boolean {
  const was = requested;
  requested = false;
  return was;
}
