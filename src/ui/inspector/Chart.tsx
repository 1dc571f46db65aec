import type * as PlotLibrary from '@observablehq/plot';
import { ImageDown } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { saveFile } from '../../store/actions/download.ts';
import { Button, Popover } from '../design/index.ts';
import { useDarkTheme } from '../frame/useDarkTheme.ts';
import { standaloneSvg, svgToPng } from './chartPicture.ts';
import './Chart.css';

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

interface SaveChartProps {
  /** File name without ending. */
  readonly name: string;
  /** The drawing on the page; null while there is none. */
  readonly drawing: () => SVGSVGElement | null;
}

/** Saves a chart as a picture. */
function SaveChart({ name, drawing }: SaveChartProps) {
  const save = async (format: 'svg' | 'png') => {
    const drawn = drawing();
    if (!drawn) return;
    const svg = standaloneSvg(drawn);
    const content =
      format === 'svg' ? new Blob([svg], { type: 'image/svg+xml' }) : await svgToPng(svg);
    saveFile(`${name}.${format}`, content);
  };
  return (
    <Popover
      label="Save the chart"
      side="left"
      trigger={
        <Button
          kind="quiet"
          size="small"
          className="icon-button chart-save"
          aria-label={`Save the chart ${name}`}
          icon={<ImageDown />}
        />
      }
    >
      <div className="chart-formats">
        <Button size="small" onClick={() => void save('svg')}>
          SVG
        </Button>
        <Button size="small" onClick={() => void save('png')}>
          PNG
        </Button>
      </div>
    </Popover>
  );
}
