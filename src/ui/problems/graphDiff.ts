import { formatShape } from '../../core/tensor/tensor.ts';
import type { Json } from '../../core/ir/json.ts';
import type { GraphView, LayerView } from '../../project/views/graphView.ts';

/** One layer of a before/after list. */
export interface DiffEntry {
  readonly layer: LayerView;
  /** `kept` layers are shown for context. */
  readonly change: 'kept' | 'removed' | 'added' | 'moved' | 'changed';
  /** What is different, for people: `activation relu → linear`. */
  readonly notes: readonly string[];
}

/** One place where two graphs differ, with the layer before and after it. */
export interface DiffHunk {
  readonly before: readonly DiffEntry[];
  readonly after: readonly DiffEntry[];
}

/** Where two versions of a graph differ, in graph order. Layers are matched by name. */
export function graphDiff(before: GraphView, after: GraphView): readonly DiffHunk[] {
  const old = new Map(before.layers.map((layer) => [layer.name, layer]));
  const now = new Map(after.layers.map((layer) => [layer.name, layer]));
  const beforeEntry = (layer: LayerView, isSame: boolean): DiffEntry => {
    if (isSame) return { layer, change: 'kept', notes: [] };
    const next = now.get(layer.name);
    if (!next) return { layer, change: 'removed', notes: [] };
    return { layer, change: notesOf(layer, next).length > 0 ? 'changed' : 'moved', notes: [] };
  };
  const afterEntry = (layer: LayerView, isSame: boolean): DiffEntry => {
    if (isSame) return { layer, change: 'kept', notes: [] };
    const last = old.get(layer.name);
    if (!last) return { layer, change: 'added', notes: [] };
    const notes = notesOf(last, layer);
    return { layer, change: notes.length > 0 ? 'changed' : 'moved', notes };
  };
  const hunks: { before: DiffEntry[]; after: DiffEntry[] }[] = [];
  let open: (typeof hunks)[number] | null = null;
  let lead: readonly [LayerView, LayerView] | null = null;
  // The hunk that `lead` ends: what follows it directly goes on in the same hunk.
  let ended: (typeof hunks)[number] | null = null;
  for (const [a, b] of alignment(before.layers, after.layers)) {
    const isSame = a !== null && b !== null;
    if (isSame && !open) {
      [lead, ended] = [[a, b], null];
      continue;
    }
    if (!open && ended) open = ended;
    else if (!open) {
      open = {
        before: lead ? [beforeEntry(lead[0], true)] : [],
        after: lead ? [afterEntry(lead[1], true)] : [],
      };
      hunks.push(open);
    }
    if (a) open.before.push(beforeEntry(a, isSame));
    if (b) open.after.push(afterEntry(b, isSame));
    if (isSame) {
      [lead, ended, open] = [[a, b], open, null];
    }
  }
  return hunks;
}

/** What differs between two versions of a layer; empty when nothing but its place does. */
function notesOf(before: LayerView, after: LayerView): readonly string[] {
  const notes: string[] = [];
  if (before.className !== after.className)
    notes.push(`${before.className} \u2192 ${after.className}`);
  const keys = new Set([...Object.keys(before.config), ...Object.keys(after.config)]);
  for (const key of keys) {
    const [a, b] = [textOf(before.config[key]), textOf(after.config[key])];
    if (a !== b && key !== 'name') notes.push(`${key} ${a} \u2192 ${b}`);
  }
  const [a, b] = [shapesOf(before), shapesOf(after)];
  if (a !== b) notes.push(`weights ${a} \u2192 ${b}`);
  if (before.weightBits !== after.weightBits)
    notes.push(`weight bits ${bitsText(before.weightBits)} \u2192 ${bitsText(after.weightBits)}`);
  if (before.activationBits !== after.activationBits) {
    notes.push(
      `activation bits ${bitsText(before.activationBits)} \u2192 ${bitsText(after.activationBits)}`,
    );
  }
  return notes;
}

function textOf(value: Json | undefined): string {
  return value === undefined ? 'none' : JSON.stringify(value);
}

function bitsText(bits: number | null): string {
  return bits === null ? 'float' : String(bits);
}

function shapesOf({ weights }: LayerView): string {
  return weights.map(({ name, shape }) => `${name} ${formatShape(shape)}`).join(', ') || 'none';
}

/** Pairs of the longest common subsequence; null where the other list has nothing to match. */
function alignment(
  before: readonly LayerView[],
  after: readonly LayerView[],
): readonly (readonly [LayerView | null, LayerView | null])[] {
  const isSame = (a: LayerView | undefined, b: LayerView | undefined) =>
    a !== undefined && b !== undefined && a.name === b.name && notesOf(a, b).length === 0;
  let head = 0;
  while (isSame(before[head], after[head])) head++;
  let tail = 0;
  const room = Math.min(before.length, after.length) - head;
  while (tail < room && isSame(before.at(-1 - tail), after.at(-1 - tail))) tail++;
  const a = before.slice(head, before.length - tail);
  const b = after.slice(head, after.length - tail);
  const lengths = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  const at = (row: number, column: number) => lengths[row]?.[column] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      const row = lengths[i] as Uint16Array;
      row[j] = isSame(a[i], b[j]) ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const middle: [LayerView | null, LayerView | null][] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const x = a[i] ?? null;
    const y = b[j] ?? null;
    if (x && y && isSame(x, y)) {
      middle.push([x, y]);
      i++;
      j++;
    } else if (x && (!y || at(i + 1, j) >= at(i, j + 1))) {
      middle.push([x, null]);
      i++;
    } else {
      middle.push([null, y]);
      j++;
    }
  }
  const paired = (from: number, to: number, shift: number) =>
    before.slice(from, to).map((layer, k) => [layer, after[from + k + shift] ?? null] as const);
  const start = paired(0, head, 0);
  const ends = paired(before.length - tail, before.length, after.length - before.length);
  return [...start, ...middle, ...ends];
}
