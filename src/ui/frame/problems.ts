import { showProblem, showProblems } from '../../store/actions/fixes.ts';
import { enterStage, focusDrawer } from '../../store/actions/view.ts';
import { studioStore, type StudioState } from '../../store/studioStore.ts';
import type { Problem } from '../../project/assess.ts';
import { severities, severityOf, severityText, type ProblemSeverity } from '../design/severity.ts';
import type { StageBlock } from './define.ts';
import { pickFiles } from './pickFiles.ts';

/** Number of problems of each severity. */
export function countProblems(
  diagnostics: readonly Problem[],
): Readonly<Record<ProblemSeverity, number>> {
  const counts = { error: 0, hardware: 0, advice: 0 };
  for (const diagnostic of diagnostics) counts[severityOf(diagnostic)] += 1;
  return counts;
}

/** Names a problem as long as it is there. */
export function problemKey({ code, where, message }: Problem): string {
  return [code, where.layer ?? '', where.path ?? '', message].join('\n');
}

/** Problems under one heading. */
interface ProblemGroup {
  readonly title: string;
  readonly problems: readonly Problem[];
}

/** Groups of problems in the order of the list: the worst first, or the layers as the graph has them. */
export function groupProblems(
  problems: readonly Problem[],
  by: 'severity' | 'layer',
): readonly ProblemGroup[] {
  const groups = new Map<string, Problem[]>();
  const sorted = by === 'severity' ? [...problems].sort(worstFirst) : problems;
  for (const problem of sorted) {
    const title =
      by === 'severity'
        ? severityText[severityOf(problem)].meaning
        : (problem.where.layer ?? 'The whole model');
    groups.set(title, [...(groups.get(title) ?? []), problem]);
  }
  return [...groups].map(([title, members]) => ({ title, problems: members }));
}

/** Problems that one rule tells of several layers: one row of the list. */
export interface RuleGroup {
  /** Names the group as long as one of its problems is there. */
  readonly key: string;
  readonly title: string;
  /** In graph order; one or more. */
  readonly problems: readonly [Problem, ...Problem[]];
}

/** Problems of the same rule about the same thing together, in the order in which they come up. */
export function ruleGroups(problems: readonly Problem[]): readonly RuleGroup[] {
  const groups = new Map<string, [Problem, ...Problem[]]>();
  for (const problem of problems) {
    const key = `rule\n${problem.code}\n${problem.subject ?? ''}`;
    const known = groups.get(key);
    if (known) known.push(problem);
    else groups.set(key, [problem]);
  }
  return [...groups].map(([key, members]) => ({
    key,
    title: titleOf(members[0]),
    problems: members,
  }));
}

function titleOf({ title, subject }: Problem): string {
  if (subject === undefined) return title;
  return `${subject}: ${title.charAt(0).toLowerCase()}${title.slice(1)}`;
}

/** Shows the errors alone, and the first of them in full: whatever is on screen, one sees that something happened. */
export function seeErrors(): void {
  const { derived } = studioStore.getState();
  const errors = (derived?.diagnostics ?? []).filter((found) => severityOf(found) === 'error');
  const [first] = ruleGroups(errors);
  studioStore.setState({ problemFilter: 'error', problemGroups: 'rule' });
  if (first && first.problems.length > 1) showProblems(first.key);
  else if (first) showProblem(problemKey(first.problems[0]), first.problems[0]);
  focusDrawer('problems');
}

function worstFirst(a: Problem, b: Problem): number {
  return severities.indexOf(severityOf(a)) - severities.indexOf(severityOf(b));
}

const hasErrors: StageBlock = {
  title: 'The model does not convert yet',
  text: 'Some layers break a rule of the conversion. Fix them first; the list says how.',
  action: {
    label: 'Show the problems',
    run: () => {
      enterStage('model');
      seeErrors();
    },
  },
};

const needsBits: StageBlock = {
  title: 'The model is still in float',
  text: 'The chip works on whole numbers. Choose how many bits weights and activations get.',
  action: {
    label: 'Choose bits',
    run: () => {
      enterStage('quantize');
    },
  },
};

const needsWeights: StageBlock = {
  title: 'This is a design: it has no weights yet',
  text: 'Spikes come of trained weights. Train the model in Keras, then open the trained file. The weights alone (model.save_weights) will do: they complete the design, and its fixes and bits stay.',
  action: { label: 'Open the trained model', run: pickFiles },
};

/** Why a stage that needs the converted network has to wait; null when it is there. */
export function notConverted({ model, derived }: StudioState): StageBlock | null {
  if (!derived || derived.converted) return null;
  if (model?.isDesign) return needsWeights;
  return countProblems(derived.diagnostics).error > 0 ? hasErrors : needsBits;
}
