import type { LayerLimits } from '../../../src/core/targets/akida1.ts';
import type { Limit, PoolLimit } from '../../../src/core/targets/define.ts';
import { targets } from '../../../src/core/targets/index.ts';
import { code, sourceLinks } from '../markdown.ts';
import {
  declarationsIn,
  limitsReadIn,
  propertyComments,
  type Declaration,
} from '../sources/declarations.ts';

/** A number of a chip for one kind of layer. */
export interface ChipLimit {
  readonly chip: string;
  readonly kind: string;
  readonly key: keyof LayerLimits;
  readonly limit: Limit<unknown>;
}

/** Every number of every chip. */
export const chipLimits: readonly ChipLimit[] = Object.entries(targets).flatMap(([chip, target]) =>
  Object.entries(target.layers).flatMap(([kind, limits]) =>
    Object.entries(limits).map(([key, limit]) => ({
      chip,
      kind,
      key: key as keyof LayerLimits,
      limit: limit as Limit<unknown>,
    })),
  ),
);

const comments = propertyComments('src/core/targets/akida1.ts', 'LayerLimits');

/** What a limit bounds, in words: the first sentence of its property's comment. */
export function limitName(key: keyof LayerLimits): string {
  return (comments.get(key) ?? '').replace(/\..*$/s, '');
}

const hardwareDeclarations = declarationsIn('src/core/rules/hardware', 'defineHardwareRule', 'id');

/** The declaration of a hardware rule in the sources. */
export function hardwareDeclaration(rule: string): Declaration | undefined {
  return hardwareDeclarations.get(rule);
}

const limitsOfRules = new Map(
  [...hardwareDeclarations].map(([rule, { file }]) => {
    const keys = [...limitsReadIn(file)];
    // The processors of a chip are for all its layers together: they stand on its page, by no kind of layer.
    if (keys.length === 0 && !/\bmesh\b/.test(file.getText()))
      throw new Error(`Rule ${rule} reads no limit of a chip.`);
    return [rule, keys] as const;
  }),
);

/** The limits that a hardware rule reads. */
export function limitsOf(rule: string): readonly string[] {
  return limitsOfRules.get(rule) ?? [];
}

/** The hardware rules that read a limit. */
export function rulesReading(key: string): readonly string[] {
  return [...limitsOfRules].filter(([, keys]) => keys.includes(key)).map(([rule]) => rule);
}

/** The hardware rules that read the processors of a chip. */
export function rulesReadingMesh(): readonly string[] {
  return [...hardwareDeclarations].flatMap(([rule, { file }]) =>
    /\bmesh\b/.test(file.getText()) ? [rule] : [],
  );
}

/** A limit's value as a table cell. */
export function limitText({ key, limit }: Pick<ChipLimit, 'key' | 'limit'>): string {
  const { value } = limit;
  if (key === 'pools') return (value as readonly PoolLimit[]).map(poolText).join('<br>');
  if (key === 'globalAverage') {
    const bounds = value as { maxWidth: number; minRows: number } | null;
    return bounds === null
      ? 'none'
      : `first dimension at most ${bounds.maxWidth}, at least ${bounds.minRows} rows`;
  }
  if (value === true) return 'yes';
  if (Array.isArray(value)) return value.map((entry) => String(entry)).join(', ');
  if (typeof value === 'object' && value !== null) return nestedText(key, value);
  return String(value);
}

function poolText({ size, strides }: PoolLimit): string {
  return `${size.join('x')} with strides ${strides.join('x')}`;
}

/** Two levels of numbers: what the outer and the inner one are depends on the limit. */
function nestedText(key: string, value: object): string {
  const [outer, inner] =
    key === 'maxInputFilters' ? ['channels', 'kernel'] : ['kernel', 'weight bits'];
  return Object.entries(value as Record<string, Record<string, number>>)
    .map(([first, entries]) => {
      const list = Object.entries(entries).map(
        ([second, most]) => `${most} with ${inner} ${second}`,
      );
      return `${outer} ${first}: ${list.join(', ')}`;
    })
    .join('<br>');
}

/** Rows of a limit on the page at `path`: chips, kind of layer, value, source. Chips that agree share a row. */
export function limitRows(key: string, path: string): readonly (readonly string[])[] {
  const rows = new Map<string, { chips: string[]; cells: readonly string[] }>();
  for (const entry of chipLimits.filter((candidate) => candidate.key === key)) {
    const cells = [code(entry.kind), limitText(entry), sourceLinks(entry.limit.source, path)];
    const row = rows.get(cells.join()) ?? { chips: [], cells };
    row.chips.push(`[${entry.chip}](../chips/${entry.chip}.md)`);
    rows.set(cells.join(), row);
  }
  return [...rows.values()].map(({ chips, cells }) => [chips.join(', '), ...cells]);
}
