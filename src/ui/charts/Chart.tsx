import type * as PlotLibrary from '@observablehq/plot';
import { useEffect, useRef } from 'react';
import { useDarkTheme } from '../shell/useDarkTheme.ts';
import './Chart.css';
import { SaveChart } from './SaveChart.tsx';

type Plot = typeof PlotLibrary;

export interface ChartProps {
  /** What the chart shows, with its main figures: the text alternative. */
  readonly label: string;
  /** Draws with the chart library, which is loaded with the first chart. Keep it stable: a new one draws anew. */
  readonly draw: (plot: Plot, width: number) => SVGElement | HTMLElement;
  readonly height: number;
  /** File name, without ending, under which the chart can be saved. */
  readonly name: string;
}

/** A chart as wide as its place. */
export function Chart({ label, draw, height, name }: ChartProps) {
  const frame = useRef<HTMLDivElement>(null);
  const isDark = useDarkTheme();
  useEffect(() => {
    let isGone = false;
    void import('@observablehq/plot').then((plot) => {
      const place = frame.current;
      if (isGone || !place) return;
      const drawn = draw(plot, place.clientWidth);
      drawn.setAttribute('aria-hidden', 'true');
      place.replaceChildren(drawn);
    });
    return () => {
      isGone = true;
    };
  }, [draw, isDark]);
  return (
    <div className="chart">
      <div ref={frame} role="img" aria-label={label} style={{ minHeight: height }} />
      <SaveChart name={name} drawing={() => frame.current?.querySelector('svg') ?? null} />
    </div>
  );
}

/** A colour of the design as the chart library takes it. */
export function token(name: string): string {
  return `var(--${name})`;
}
