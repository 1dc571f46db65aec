import type { HardwareTarget } from '../../../src/core/targets/define.ts';
import { targets } from '../../../src/core/targets/index.ts';
import { code, links, page, prose, section, table, type Page } from '../markdown.ts';
import { chipLimits, limitName, limitText, rulesReading } from './limits.ts';
import { sourceLinks } from '../markdown.ts';

/** The index of the chips and a page for each. */
export function chipPages(): readonly Page[] {
  return [indexPage(), ...Object.keys(targets).map((id) => chipPage(id as keyof typeof targets))];
}

function chipPage(id: keyof typeof targets): Page {
  const { name, doc, layers } = targets[id];
  const path = `chips/${id}.md`;
  const kinds = Object.keys(layers).map((kind) => {
    const rows = chipLimits
      .filter((entry) => entry.chip === id && entry.kind === kind)
      .map((entry) => [
        prose(limitName(entry.key)),
        limitText(entry),
        links(rulesReading(entry.key).map((rule) => ({ text: rule, to: `../rules/${rule}.md` }))),
        sourceLinks(entry.limit.source, path),
      ]);
    return section(kind, table(['limit', 'value', 'rules', 'source'], rows));
  });
  return page(
    path,
    name,
    `${code(id)}, on the command line ${code(`--hardware ${id}`)}`,
    prose(doc),
    ...processors(id),
    'By kind of layer on the chip. Where a limit is absent, none is known.',
    ...kinds,
  );
}

/** What the chip has for all its layers together. */
function processors(id: keyof typeof targets): readonly string[] {
  const { mesh }: HardwareTarget = targets[id];
  if (!mesh) return [];
  const rule = links([{ text: 'hw-processors', to: '../rules/hw-processors.md' }]);
  const rows = [
    ['processors, for all layers together', `${mesh.processors}`, rule],
    ['of these, for dense layers', mesh.dense === null ? 'not known' : `${mesh.dense}`, rule],
    [
      'of these, for dense layers whose weights lie outside',
      mesh.fnp2 === null ? 'not known' : `${mesh.fnp2}`,
      rule,
    ],
  ];
  return [section('Processors', table(['of the chip', 'value', 'rule'], rows))];
}

function indexPage(): Page {
  return page(
    'chips/index.md',
    'Chips',
    'The chips that a model can be checked against. Their limits are data with a source each; the rules of the chip read them.',
    table(
      ['chip', 'name', 'in short'],
      Object.values(targets).map(({ id, name, doc }) => [
        `[${id}](./${id}.md)`,
        prose(name),
        prose(doc),
      ]),
    ),
  );
}
