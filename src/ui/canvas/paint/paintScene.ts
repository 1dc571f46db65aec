import type { StudioState } from '../../../store/studioStore.ts';
import { colourOf, inkOn } from '../../frame/colourMap.ts';
import type { Scene } from '../scene/buildScene.ts';
import type { Unit } from '../scene/units.ts';
import type { ColourMode, Measurement, NotYet } from './define.ts';

/** How one node looks under a colour mode. */
export interface Paint {
  readonly fill: string;
  /** Text on it. */
  readonly ink: string;
  readonly text: string;
  readonly exact: string;
  /** Length of the bar, 0 .. 1; null for none. */
  readonly share: number | null;
}

interface Legend {
  readonly low: string;
  readonly high: string;
  readonly isLog: boolean;
  readonly basis: string;
}

/** A whole scene under a colour mode. */
export interface PaintedScene {
  /** By node or frame id; those without a number have none. */
  readonly paints: ReadonlyMap<string, Paint>;
  readonly legend: Legend | null;
  readonly notYet: NotYet | null;
}

const unpainted: PaintedScene = { paints: new Map(), legend: null, notYet: null };

/** Colours nodes and frames; the range of the colours is that of the units, so folding changes no other node. */
export function paintScene(
  mode: ColourMode,
  scene: Scene,
  state: StudioState,
  isDark: boolean,
): PaintedScene {
  if (!mode.measure) return unpainted;
  const units = unitsIn(scene);
  const measured = mode.measure(units, state, scene.graph);
  if ('missing' in measured) return { ...unpainted, notYet: measured };
  const { low, high } = rangeOf(measured);
  const paints = new Map<string, Paint>();
  const paint = (id: string, members: readonly Unit[]) => {
    const value = combined(measured, members);
    if (value === null) return;
    const fill = colourOf(positionOf(value, low, high, measured.spread), isDark);
    paints.set(id, {
      fill,
      ink: inkOn(fill),
      text: measured.format(value),
      exact: measured.exact(
        value,
        members
          .flatMap(({ layers }) => layers.map(({ name }) => name))
          .filter((name) => measured.values.has(name)),
      ),
      share: measured.share?.(value) ?? null,
    });
  };
  for (const node of scene.nodes) {
    paint(node.id, node.type === 'unit' ? [node.unit] : node.group.units);
  }
  const legend = {
    low: measured.formatEnd(low),
    high: measured.formatEnd(high),
    isLog: measured.spread === 'log',
    basis: measured.basis,
  };
  return { paints, legend, notYet: null };
}

function unitsIn({ nodes }: Scene): readonly Unit[] {
  return nodes.flatMap((node) => (node.type === 'unit' ? [node.unit] : node.group.units));
}

function combined({ values, combine }: Measurement, members: readonly Unit[]): number | null {
  const found = members.flatMap(({ layers }) =>
    layers.flatMap(({ name }) => values.get(name) ?? []),
  );
  if (found.length === 0) return null;
  if (combine === 'max') return Math.max(...found);
  const sum = found.reduce((total, value) => total + value, 0);
  return combine === 'sum' ? sum : sum / found.length;
}

function rangeOf({ values, range, spread }: Measurement): { low: number; high: number } {
  if (range) return { low: range[0], high: range[1] };
  let [low, high] = [Infinity, 0];
  for (const value of values.values()) {
    high = Math.max(high, value);
    if (spread === 'linear' || value > 0) low = Math.min(low, value);
  }
  return { low: spread === 'linear' ? 0 : Math.min(low, high), high };
}

function positionOf(value: number, low: number, high: number, spread: 'linear' | 'log'): number {
  if (spread === 'linear') return high > low ? (value - low) / (high - low) : 0;
  if (value <= low || low <= 0) return 0;
  return high > low ? Math.log(value / low) / Math.log(high / low) : 0;
}
