import { useCallback } from 'react';
import type { Histogram, WeightDetails, WeightGrid } from '../../project/layer/layerView.ts';
import { Chart, token, type ChartProps } from './Chart.tsx';
import { formatNumber, formatPercent } from '../design/format.ts';

const HEIGHT = 120;
/** More bars than this would be thinner than a few pixels. */
const MAX_BARS = 33;

export interface WeightChartProps {
  /** Name of the layer. */
  readonly layer: string;
  readonly weight: WeightDetails;
}

/**
 * A histogram of the float weights; on a quantized kernel in steps of the grid, with one bar for every integer.
 * Both count weights per step, so that they can be held against each other.
 */
export function WeightChart({ layer, weight }: WeightChartProps) {
  const { histogram, grid, name } = weight;
  const draw = useCallback<ChartProps['draw']>(
    (Plot, width) => {
      const float = densityOf(grid ? grid.inSteps : histogram, grid !== null);
      const bars = barsOf(grid?.levels ?? []);
      return Plot.plot({
        width,
        height: HEIGHT,
        marginLeft: 8,
        marginRight: 8,
        marginTop: 4,
        marginBottom: 32,
        x: { label: grid ? 'integer' : 'value', ticks: grid ? ticksOf(grid.levels) : 5 },
        y: { axis: null },
        marks: [
          Plot.rectY(bars, {
            x1: 'from',
            x2: 'to',
            y: 'perStep',
            fill: token('accent'),
            fillOpacity: 0.85,
          }),
          Plot.areaY(float, {
            x: 'x',
            y: 'y',
            curve: 'step',
            fill: grid ? 'none' : token('text-faint'),
            fillOpacity: 0.5,
          }),
          Plot.lineY(float, {
            x: 'x',
            y: 'y',
            curve: 'step',
            stroke: token('text'),
            strokeWidth: 1.25,
          }),
          Plot.ruleY([0], { stroke: token('line-control') }),
        ],
      });
    },
    [histogram, grid],
  );
  return (
    <>
      <Chart label={describe(weight)} name={`${layer}_${name}`} draw={draw} height={HEIGHT} />
      {grid?.inSteps && (
        <p className="chart-legend">
          <span className="chart-key chart-key-line" /> {name} in float
          <span className="chart-key chart-key-bar" /> on the grid
        </p>
      )}
    </>
  );
}

/** Ticks on integers: all of a few, about five of many. */
function ticksOf(levels: WeightGrid['levels']): readonly number[] {
  const most = Math.max(1, ...levels.map(({ level }) => Math.abs(level)));
  const every = Math.ceil(most / 3);
  const side = Math.floor(most / every);
  return Array.from({ length: 2 * side + 1 }, (_, i) => (i - side) * every);
}

interface Bar {
  readonly from: number;
  readonly to: number;
  /** Weights on one integer, on average over the bar. */
  readonly perStep: number;
}

/** One bar an integer, or one for a few neighbours where there are many; symmetric around zero. */
function barsOf(levels: WeightGrid['levels']): readonly Bar[] {
  const most = Math.max(0, ...levels.map(({ level }) => Math.abs(level)));
  const width = Math.ceil((2 * most + 1) / MAX_BARS);
  const sums = new Map<number, number>();
  for (const { level, count } of levels) {
    const place = Math.round(level / width);
    sums.set(place, (sums.get(place) ?? 0) + count);
  }
  return [...sums].map(([place, sum]) => ({
    from: (place - 0.4) * width,
    to: (place + 0.4) * width,
    perStep: sum / width,
  }));
}

/** Points of a step curve; with `perStep` the counts are those of an interval of one step. */
function densityOf(
  histogram: Histogram | null,
  perStep: boolean,
): readonly { readonly x: number; readonly y: number }[] {
  if (!histogram) return [];
  const { from, to, counts } = histogram;
  const width = (to - from) / Math.max(counts.length, 1);
  const scale = perStep && width > 0 ? 1 / width : 1;
  return [
    { x: from, y: 0 },
    ...counts.map((count, i) => ({ x: from + (i + 0.5) * width, y: count * scale })),
    { x: to, y: 0 },
  ];
}

function describe({ name, count, spread, mean, zeros, grid }: WeightDetails): string {
  const float =
    `${count.toLocaleString('en')} values of ${name} from ${formatNumber(spread.min)} to ` +
    `${formatNumber(spread.max)}, median ${formatNumber(spread.median)}, mean ${formatNumber(mean)}`;
  if (!grid) return `${float}, ${formatPercent(zeros)} zeros.`;
  const { levels } = grid;
  const onZero = levels.find(({ level }) => level === 0)?.count ?? 0;
  return (
    `${float}. On the grid: ${levels.length} integers from ${levels[0]?.level ?? 0} to ` +
    `${levels.at(-1)?.level ?? 0}, ${formatPercent(onZero / Math.max(count, 1))} zeros.`
  );
}
