import type { Fix } from '../../../src/core/fixes/define.ts';
import { fixes } from '../../../src/core/fixes/index.ts';
import { diffLines } from '../examples/graphText.ts';
import { fixExamples, refusedCases, type FixExample } from '../examples/fixExamples.ts';
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

const declarations = declarationsIn('src/core/fixes', 'defineFix', 'id');

/** The index of the fixes and a page for each. */
export function fixPages(): readonly Page[] {
  return [indexPage(), ...fixes.map(fixPage)];
}

/** `average-to-stride` -> `Average to stride`. */
export function fixTitle({ id }: Pick<Fix, 'id'>): string {
  const words = id
    .replaceAll('-', ' ')
    .replace(/\brelus?\b/g, (word) => word.replace('relu', 'ReLU'));
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Whether a fix keeps the outputs, over all models that it is tested on. */
function effectText(examples: readonly FixExample[]): string {
  const exact = examples.filter((example) => example.exact).length;
  if (exact === examples.length)
    return 'Exact: every output stays as it was, up to the rounding of floats.';
  if (exact === 0) return 'Changes what the model computes: fine-tune after it.';
  return 'Exact where it can be; elsewhere it changes what the model computes, and says so before it does.';
}

function fixPage(fix: Fix): Page {
  const path = `fixes/${fix.id}.md`;
  const examples = fixExamples(fix);
  const [first, ...others] = examples;
  const refused = refusedCases(fix).map((name) => `- ${prose(name)}`);
  return page(
    path,
    fixTitle(fix),
    `${code(fix.id)} · answers ${links(fix.rules.map((id) => ({ text: id, to: `../rules/${id}.md` })))}`,
    prose(fix.doc),
    prose(declarations.get(fix.id)?.comment ?? ''),
    effectText(examples),
    first ? section('Example', ...exampleParts(first)) : '',
    section('More examples', ...others.flatMap(exampleParts)),
    section('Where it does not apply', refused.join('\n')),
    fix.source === undefined ? '' : section('Source', sourceLinks(fix.source, path)),
  );
}

function exampleParts({
  name,
  before,
  after,
  describe,
  exact,
  gone,
}: FixExample): readonly string[] {
  return [
    `**${prose(name.charAt(0).toUpperCase() + name.slice(1))}.** ${prose(describe)}`,
    fence('diff', diffLines(before, after).join('\n')),
    `${exact ? 'Same outputs.' : 'Other outputs.'} Gone with it: ${links(
      gone.map((entry) => {
        const id = entry.replace(/^rule\//, '');
        return {
          text: id,
          to: entry.startsWith('rule/') ? `../rules/${id}.md` : `../errors/${id}.md`,
        };
      }),
    )}.`,
  ];
}

function indexPage(): Page {
  return page(
    'fixes/index.md',
    'Fixes',
    `Rewrites of a model that answer a rule: ${fixes.length} of them. In the studio a problem that has one shows a Fix button with the layers
before and after; the library has ${code('fixesFor')} and ${code('applyFix')}.`,
    table(
      ['fix', 'does', 'answers'],
      fixes.map((fix) => [
        `[${fix.id}](./${fix.id}.md)`,
        prose(fix.doc),
        links(fix.rules.map((id) => ({ text: id, to: `../rules/${id}.md` }))),
      ]),
    ),
  );
}
