import type { ChipView } from '../../project/views/chip.ts';

/** What a processor of the plan is; CNP: convolutions alone. */
export type CellKind = 'HRC' | 'CNP' | 'FNP3' | 'FNP2';

/** One processor of the drawing, in cells from the top left. */
export interface Cell {
  readonly x: number;
  readonly y: number;
  readonly kind: CellKind;
  /** The layer on it; null: free in this pass. */
  readonly layer: string | null;
}

/** Processors of one kind that lie together. */
interface Block {
  readonly kind: CellKind;
  readonly x: number;
  readonly y: number;
  readonly columns: number;
  readonly rows: number;
  readonly count: number;
}

/** The mesh as a schematic. */
export interface FloorPlanView {
  /** In cells. */
  readonly width: number;
  readonly height: number;
  readonly cells: readonly Cell[];
  readonly blocks: readonly Block[];
  /** Processors that the layers of the pass need beyond those that are there. */
  readonly missing: number;
}

/** Columns of a small chip. */
const COLUMNS = 14;
/** Of a larger one the plan stays this much wider than high. */
const RATIO = 3.5;
/** Between blocks, and above each for its name, in cells. */
const GAP = 0.6;
const TITLE = 0.8;
/** Rows of the kinds of which there are few. */
const LOW_ROWS = 2;
const HRC_COLUMNS = 2;
/** What the names of blocks take, in cells. */
const TITLE_WIDTHS: Readonly<Record<CellKind, number>> = { CNP: 0, FNP3: 5, FNP2: 2, HRC: 0 };

/**
 * Lays one pass out on a grid by the kind of its processors. Where they really lie is not published: dense layers take what
 * only they need, convolutions the others first.
 */
export function floorPlanOf({ mesh, layers }: ChipView, pass: number): FloorPlanView {
  const convolutions = mesh.processors - mesh.dense;
  const columns = Math.max(COLUMNS, Math.ceil(Math.sqrt(convolutions * RATIO)));
  const rows = Math.max(1, Math.ceil(convolutions / columns));
  const below = TITLE + rows + GAP + TITLE;
  const fnp3 = mesh.dense - mesh.fnp2;
  const lowRows = Math.max(LOW_ROWS, Math.ceil(mesh.dense / (columns - HRC_COLUMNS - 2)));
  const blocks: Block[] = [];
  if (convolutions > 0) {
    blocks.push({ kind: 'CNP', x: 0, y: TITLE, columns, rows, count: convolutions });
  }
  let x = 0;
  const add = (kind: CellKind, count: number, wide: number) => {
    if (count === 0) return;
    blocks.push({ kind, x, y: below, columns: wide, rows: lowRows, count });
    x += Math.max(wide, TITLE_WIDTHS[kind]) + GAP;
  };
  add('FNP3', fnp3, Math.ceil(fnp3 / lowRows));
  add('FNP2', mesh.fnp2, Math.ceil(mesh.fnp2 / lowRows));
  add('HRC', 1, HRC_COLUMNS);
  const places = blocks.flatMap(placesOf);
  const taken = placeLayers(
    places,
    layers.filter((layer) => layer.pass === pass),
  );
  return {
    width: Math.max(columns, x - GAP),
    height: below + lowRows,
    cells: places.map((place) => ({ ...place, layer: taken.on.get(place) ?? null })),
    ...{ blocks, missing: taken.missing },
  };
}

type Place = Omit<Cell, 'layer'>;

function placesOf({ kind, x, y, columns, count }: Block): readonly Place[] {
  if (kind === 'HRC') return [{ kind, x, y }];
  return Array.from({ length: count }, (_, i) => ({
    ...{ kind, x: x + (i % columns), y: y + Math.floor(i / columns) },
  }));
}

/** Kinds of processors that take a type, the first that is free counts. */
const TAKES: Readonly<Record<string, readonly CellKind[]>> = {
  HRC: ['HRC'],
  FNP2: ['FNP2'],
  FNP3: ['FNP3'],
  CNP1: ['CNP', 'FNP3', 'FNP2'],
};

function placeLayers(
  places: readonly Place[],
  layers: ChipView['layers'],
): { readonly on: ReadonlyMap<Place, string>; readonly missing: number } {
  const on = new Map<Place, string>();
  let missing = 0;
  // Those that fit in few places first.
  const order = [...layers].sort((a, b) => rank(a) - rank(b));
  const free = new Map<CellKind, Place[]>();
  for (const place of places) free.set(place.kind, [...(free.get(place.kind) ?? []), place]);
  for (const { name, groups } of order) {
    for (const { type, count } of groups) {
      let left = count;
      for (const kind of TAKES[type] ?? []) {
        const taken = free.get(kind)?.splice(0, left) ?? [];
        for (const place of taken) on.set(place, name);
        left -= taken.length;
        if (left === 0) break;
      }
      missing += left;
    }
  }
  return { on, missing };
}

function rank({ groups: [first] }: ChipView['layers'][number]): number {
  return TAKES[first?.type ?? 'CNP1']?.length ?? 0;
}
