import { ArrowRight, CircleCheck, ListChecks } from 'lucide-react';
import { previewConvertible } from '../../store/actions/fixes.ts';
import { enterStage } from '../../store/actions/view.ts';
import { studioStore, useStudio } from '../../store/studioStore.ts';
import type { Problem } from '../../project/assess.ts';
import {
  Button,
  Choice,
  DiagnosticCard,
  EmptyState,
  severities,
  severityOf,
  severityText,
} from '../design/index.ts';
import { countProblems, problemKey, ruleGroups } from '../frame/problems.ts';
import { FixPreviewPane } from './FixPreviewPane.tsx';
import { FixSummary, ProblemDetail } from './ProblemDetail.tsx';
import { ProblemList } from './ProblemList.tsx';
import { RuleDetail } from './RuleDetail.tsx';
import './ProblemsPanel.css';

const none: readonly Problem[] = [];

/** All problems at once, and the chosen one in full: what, where, why, and its fix before and after. */
export function ProblemsPanel() {
  const all = useStudio(({ derived }) => derived?.diagnostics) ?? none;
  const error = useStudio((state) => state.deriveError);
  const filter = useStudio((state) => state.problemFilter);
  const key = useStudio((state) => state.problem);
  const preview = useStudio((state) => (state.preview?.plan === state.plan ? state.preview : null));
  const fixed = useStudio((state) => (state.fixed?.plan === state.plan ? state.fixed : null));
  if (error) {
    return (
      <div className="problems-failed">
        {error.map((diagnostic, i) => (
          <DiagnosticCard key={i} diagnostic={diagnostic} />
        ))}
      </div>
    );
  }
  if (all.length === 0 && !fixed) return <NoProblems />;
  const shown = filter === null ? all : all.filter((problem) => severityOf(problem) === filter);
  const current = shown.find((problem) => problemKey(problem) === key);
  const group = key === null ? undefined : ruleGroups(shown).find((found) => found.key === key);
  return (
    <div className="problems">
      <ProblemsToolbar problems={all} />
      <div className="problems-side">
        {shown.length > 0 ? (
          <ProblemList problems={shown} current={current || group ? key : null} />
        ) : (
          <p className="problems-note">
            {all.length > 0
              ? 'None of this kind. Choose All to see the rest.'
              : 'No problems left.'}
          </p>
        )}
      </div>
      <div className="problems-detail">
        {preview ? (
          <FixPreviewPane preview={preview} />
        ) : fixed ? (
          <FixSummary fixed={fixed} left={shown} />
        ) : current ? (
          <ProblemDetail key={key} problem={current} />
        ) : group ? (
          <RuleDetail key={key} group={group} />
        ) : (
          <Overview problems={all} />
        )}
      </div>
    </div>
  );
}

function ProblemsToolbar({ problems }: { readonly problems: readonly Problem[] }) {
  const filter = useStudio((state) => state.problemFilter);
  const groups = useStudio((state) => state.problemGroups);
  const counts = countProblems(problems);
  const canFix = problems.some(
    ({ edit, fix, severity }) => edit && (fix?.exact === true || severity === 'error'),
  );
  return (
    <div className="problems-toolbar">
      <Choice
        label="Show"
        value={filter ?? 'all'}
        options={[
          { id: 'all', label: 'All' },
          ...severities
            .filter((severity) => counts[severity] > 0 || severity === filter)
            .map((severity) => ({
              id: severity,
              label: `${severityText[severity].word} ${counts[severity]}`,
            })),
        ]}
        onChange={(id) => {
          studioStore.setState({ problemFilter: id === 'all' ? null : id });
        }}
      />
      <Choice
        label="Group by"
        value={groups}
        options={[
          { id: 'rule', label: 'Rule' },
          { id: 'layer', label: 'Layer' },
        ]}
        onChange={(problemGroups) => {
          studioStore.setState({ problemGroups });
        }}
      />
      {canFix && (
        <Button size="small" icon={<ListChecks />} onClick={() => void previewConvertible()}>
          Make it convertible
        </Button>
      )}
    </div>
  );
}

/** What the detail shows before a problem is chosen. */
function Overview({ problems }: { readonly problems: readonly Problem[] }) {
  const counts = countProblems(problems);
  const fixable = problems.filter(({ edit }) => edit).length;
  const safe = problems.filter(isSafe).length;
  return (
    <div className="problems-overview">
      <h3>{verdict(counts)}</h3>
      <p>{fixableText(fixable, safe)}Choose one to see what, where and why.</p>
    </div>
  );
}

function verdict({ error, hardware }: ReturnType<typeof countProblems>): string {
  if (error > 0)
    return `${error} ${error === 1 ? 'problem stands' : 'problems stand'} in the way of conversion`;
  if (hardware > 0)
    return `It converts; ${hardware} ${hardware === 1 ? 'limit' : 'limits'} of the chip not met`;
  return 'Nothing stands in the way of conversion';
}

function fixableText(fixable: number, safe: number): string {
  if (fixable === 0) return '';
  const changing = fixable - safe;
  if (changing === 0)
    return `${fixable} can be fixed here without changing what the model computes. `;
  if (safe === 0) return `${fixable} can be fixed here; that changes what the model computes. `;
  return `${fixable} can be fixed here, ${safe} of them without changing what the model computes. `;
}

/** True where a fix keeps the outputs. */
function isSafe({ fix, edit }: Problem): boolean {
  return edit !== undefined && fix?.exact === true;
}

function NoProblems() {
  const converted = useStudio(({ derived }) => derived?.converted ?? null);
  const hasChip = useStudio(({ plan }) => plan.settings.hardware !== 'none');
  return (
    <EmptyState
      icon={<CircleCheck className="problems-ok" />}
      title="No problems"
      action={
        <Button
          icon={<ArrowRight />}
          onClick={() => {
            enterStage(converted ? 'simulate' : 'quantize');
          }}
        >
          {converted ? 'Simulate it' : 'Choose bits'}
        </Button>
      }
    >
      {converted
        ? `Converted to ${converted.layers} layers${hasChip ? ' that fit the chosen chip' : '; no chip is chosen to hold them against'}. Watch it spike, or export it.`
        : 'Every layer follows the rules of the conversion. Next: how many bits weights and activations get.'}
    </EmptyState>
  );
}
