import type { HardwareTarget, Limit } from '../../../src/core/targets/define.ts';
import { targets } from '../../../src/core/targets/index.ts';
import { code, links, page, prose, section, table, type Page } from '../markdown.ts';
import { chipLimits, limitName, limitText, rulesReading, rulesReadingMesh } from './limits.ts';
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
    ...processors(id, path),
    'By kind of layer on the chip. Where a limit is absent, none is known.',
    ...kinds,
  );
}

/** What the chip has for all its layers together. */
function processors(id: keyof typeof targets, path: string): readonly string[] {
  const { mesh, megahertz, floorMilliwatts }: HardwareTarget = targets[id];
  const { inputBytes, weightBytes, filters, firstCells, secondCells } = mesh.processor;
  const from = sourceLinks(mesh.source, path);
  const known = (limit: Limit<number> | null, unit: string) =>
    limit === null
      ? ['not known', '']
      : [`${limit.value} ${unit}`, sourceLinks(limit.source, path)];
  const rows = [
    ['processors, for all layers together', `${mesh.processors}`, from],
    ['of these, for dense layers', `${mesh.dense}`, from],
    ['of these, for dense layers whose weights lie outside', `${mesh.fnp2}`, from],
    [
      'a network that needs more',
      mesh.severalPasses ? 'runs in several passes' : 'is refused',
      from,
    ],
    ['memory of a processor for the map that it reads', `${inputBytes} bytes`, from],
    ['cells of that map', `at most ${firstCells} x ${secondCells}`, from],
    ['memory of a processor for weights', `${weightBytes} bytes`, from],
    ['filters of a processor', `at most ${filters}`, from],
    ['clock', ...known(megahertz, 'MHz')],
    ['power at rest', ...known(floorMilliwatts, 'mW')],
  ];
  const reading = rulesReadingMesh().map((rule) => ({ text: rule, to: `../rules/${rule}.md` }));
  return [
    section(
      'Processors',
      `Rules that read them: ${links(reading)}.`,
      table(['of the chip', 'value', 'source'], rows),
    ),
  ];
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
