import { useEffect, useRef, type CSSProperties } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { useDarkTheme } from '../../frame/useDarkTheme.ts';
import './LiveChart.css';

/** One line of a chart. */
interface LiveSeries {
  readonly name: string;
  /** A colour token. */
  readonly colour: string;
  /** Points far apart get a dot each. */
  readonly dots?: boolean;
  /** One a step of `steps`; null where this line has no value. */
  readonly values: readonly (number | null)[];
}

interface LiveChartProps {
  readonly title: string;
  /** Training steps, ascending: the horizontal axis. */
  readonly steps: readonly number[];
  readonly series: readonly LiveSeries[];
  readonly format: (value: number) => string;
  /** The same for the axis. */
  readonly tickFormat: (value: number) => string;
  /** Ends of the vertical axis; the data's own where left out. */
  readonly range?: readonly [number, number];
  /** The curves in one sentence, for those who do not see them. */
  readonly summary: string;
}

/** Curves that grow while training runs. */
export function LiveChart({
  title,
  steps,
  series,
  format,
  tickFormat,
  range,
  summary,
}: LiveChartProps) {
  const area = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | null>(null);
  const dark = useDarkTheme();
  const data = [[...steps], ...series.map(({ values }) => [...values])] as uPlot.AlignedData;
  const latest = useRef({ data, tickFormat, series, range });
  latest.current = { data, tickFormat, series, range };

  useEffect(() => {
    const element = area.current;
    if (!element) return;
    const created = createChart(element, latest.current);
    chart.current = created;
    const observer = new ResizeObserver(() => {
      created.setSize({ width: element.clientWidth, height: element.clientHeight });
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      created.destroy();
      chart.current = null;
    };
  }, [dark, series.length]);

  useEffect(() => {
    chart.current?.setData(latest.current.data);
  }, [steps, series]);

  return (
    <figure className="live-chart">
      <figcaption className="live-chart-head">
        <h3>{title}</h3>
        {series.map(({ name, colour, dots = false, values }) => {
          const last = values.findLast((value) => value !== null) ?? null;
          const style: CSSProperties = { ['--live-chart-colour' as string]: `var(${colour})` };
          return (
            <span key={name} className="live-chart-key" data-dots={dots} style={style}>
              {name} {last !== null && <strong>{format(last)}</strong>}
            </span>
          );
        })}
      </figcaption>
      <div ref={area} className="live-chart-area" role="img" aria-label={summary} />
    </figure>
  );
}

interface Content {
  readonly data: uPlot.AlignedData;
  readonly tickFormat: (value: number) => string;
  readonly series: readonly LiveSeries[];
  readonly range: readonly [number, number] | undefined;
}

function createChart(element: HTMLElement, { data, tickFormat, series, range }: Content): uPlot {
  const colour = (token: string) => tokenColour(element, token);
  const font = `11px ${getComputedStyle(element).fontFamily}`;
  const axis: uPlot.Axis = {
    stroke: colour('--text-faint'),
    font,
    grid: { stroke: colour('--line'), width: 1 },
    ticks: { show: false },
  };
  return new uPlot(
    {
      width: element.clientWidth,
      height: element.clientHeight,
      padding: [6, 8, 0, 0],
      legend: { show: false },
      cursor: { show: false },
      scales: { x: { time: false }, y: range ? { range: [...range] } : {} },
      axes: [
        { ...axis, size: 22, space: 64 },
        { ...axis, size: 44, space: 28, values: (_, ticks) => ticks.map(tickFormat) },
      ],
      series: [
        {},
        ...series.map(({ name, colour: token, dots = false }): uPlot.Series => ({
          label: name,
          stroke: colour(token),
          width: 1.5,
          spanGaps: true,
          points: dots ? { show: true, size: 6, fill: colour(token) } : { show: false },
        })),
      ],
    },
    data,
    element,
  );
}

/** A colour token as a canvas takes it: tokens hold both themes, a canvas wants the one on screen. */
function tokenColour(element: Element, token: string): string {
  const probe = document.createElement('span');
  probe.style.color = `var(${token})`;
  element.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
