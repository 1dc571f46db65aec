import { formatDiagnostic } from '../../../src/cli/formatDiagnostic.ts';
import { fixes } from '../../../src/core/fixes/index.ts';
import type { RuleLevel } from '../../../src/core/rules/define.ts';
import { hardwareRules } from '../../../src/core/rules/hardware/index.ts';
import { rules } from '../../../src/core/rules/index.ts';
import { diffLines, graphLines } from '../examples/graphText.ts';
import { codesGone, ruleExamples, type RuleExample } from '../examples/ruleExamples.ts';
import {
  code,
  fence,
  links,
  page,
  prose,
  section,
  sourceLinks,
  table,
  type Page,
} from '../markdown.ts';
import { declarationsIn } from '../sources/declarations.ts';
import { hardwareDeclaration, limitName, limitRows, limitsOf } from './limits.ts';

/** A rule of any level, as its page needs it. */
export interface DocumentedRule {
  readonly id: string;
  readonly title: string;
  readonly doc: string;
  readonly level: RuleLevel;
  readonly severity: string;
  /** Absent for hardware rules: each of their numbers has its own. */
  readonly source?: string;
  /** The comment above the declaration. */
  readonly comment: string;
}

const declarations = declarationsIn('src/core/rules', 'defineRule', 'id');

/** Every rule, those of the chips last. */
export const documentedRules: readonly DocumentedRule[] = [
  ...rules.map((rule) => ({ ...rule, comment: declarations.get(rule.id)?.comment ?? '' })),
  ...hardwareRules.map((rule) => ({
    ...rule,
    level: 'hardware' as const,
    severity: 'error',
    comment: hardwareDeclaration(rule.id)?.comment ?? '',
  })),
];

export const levelTitles: Readonly<Record<RuleLevel, string>> = {
  design: 'Design of the model',
  quantization: 'Bits and scales',
  hardware: 'Limits of the chip',
};

function severityText({ severity, level }: DocumentedRule): string {
  if (severity === 'warning')
    return 'A warning: the model converts; what it computes may differ from what you expect.';
  if (severity === 'info') return 'Advice: the model converts.';
  return level === 'hardware'
    ? 'An error: the chip cannot run the model as it stands. It converts all the same: choose another chip, or none, to leave this rule out.'
    : 'An error: the model does not convert as it stands.';
}

/** The index of the rules and a page for each. */
export function rulePages(): readonly Page[] {
  return [indexPage(), ...documentedRules.map(rulePage)];
}

function rulePage(rule: DocumentedRule): Page {
  const path = `rules/${rule.id}.md`;
  const examples = ruleExamples(rule.id);
  const shown = examples.rejected.find(({ fix }) => fix) ?? examples.rejected[0];
  const others = examples.rejected.filter((example) => example !== shown);
  return page(
    path,
    rule.title,
    `${code(`rule/${rule.id}`)} · ${levelTitles[rule.level]}`,
    prose(rule.doc),
    prose(rule.comment),
    severityText(rule),
    limitsSection(rule, path),
    shown ? section('Example', ...exampleParts(shown)) : '',
    section('Also rejected', list(others)),
    section('Accepted', acceptedText(examples.accepted)),
    fixesSection(rule.id),
    rule.source === undefined ? '' : section('Source', sourceLinks(rule.source, path)),
  );
}

function limitsSection({ id, level }: DocumentedRule, path: string): string {
  if (level !== 'hardware') return '';
  const parts = limitsOf(id).map((key) => {
    const name = limitName(key as Parameters<typeof limitName>[0]);
    return `${prose(name)}:\n\n${table(['chip', 'layer', 'limit', 'source'], limitRows(key, path))}`;
  });
  if (parts.length === 0)
    parts.push('The processors of a chip stand on [its page](../chips/index.md).');
  return section('Limits', ...parts);
}

function exampleParts({ name, graph, found, fix, options }: RuleExample): readonly string[] {
  const after = fix?.apply();
  const [first] = found;
  const said = found.map(formatDiagnostic).join('\n');
  const gone = after ? codesGone(graph, after, options) : [];
  return [
    `One of the models that the rule is tested with: *${prose(name)}*.`,
    fence('text', graphLines(graph).join('\n')),
    'What the check says, on the command line and in the studio:',
    fence('text', said),
    fix && after
      ? [
          `The fix [${fix.pass}](../fixes/${fix.pass}.md) ${
            fix.exact
              ? 'leaves every output as it was.'
              : 'changes what the model computes: fine-tune after it.'
          } ${prose(fix.describe)}`,
          fence('diff', diffLines(graph, after).join('\n')),
          `Gone with it: ${links(gone.map(ruleLink))}.`,
        ].join('\n\n')
      : `No fix rewrites this model. ${prose(first?.hint ?? '')}`,
  ];
}

function ruleLink(codeText: string): { text: string; to: string } {
  const id = codeText.replace(/^rule\//, '');
  return codeText.startsWith('rule/')
    ? { text: id, to: `../rules/${id}.md` }
    : { text: codeText, to: `../errors/${codeText}.md` };
}

function list(examples: readonly RuleExample[]): string {
  return examples
    .map(({ name, found }) => `- ${prose(name)}${found[0] ? `: ${prose(found[0].message)}` : ''}`)
    .join('\n');
}

function acceptedText(accepted: readonly RuleExample[]): string {
  const [first, ...others] = accepted;
  if (!first) return '';
  return [
    `*${prose(first.name)}*`,
    fence('text', graphLines(first.graph).join('\n')),
    others.map(({ name }) => `- ${prose(name)}`).join('\n'),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function fixesSection(id: string): string {
  const answering = fixes.filter((fix) => fix.rules.includes(id));
  return section(
    'Fixes',
    answering.map((fix) => `- [${fix.id}](../fixes/${fix.id}.md): ${prose(fix.doc)}`).join('\n'),
  );
}

function indexPage(): Page {
  const groups = (['design', 'quantization', 'hardware'] as const).map((level) =>
    section(
      levelTitles[level],
      table(
        ['rule', 'says', 'asks for'],
        documentedRules
          .filter((rule) => rule.level === level)
          .map(({ id, title, doc }) => [`[${id}](./${id}.md)`, prose(title), prose(doc)]),
      ),
    ),
  );
  return page(
    'rules/index.md',
    'Rules',
    `What a Keras model must be to become a spiking network: ${documentedRules.length} rules. The check lists every violation at once,
each on its layer. Design rules count for every model, those of bits and scales from the first quantized layer on, those of the chip
for the chip that you choose.`,
    ...groups,
  );
}
