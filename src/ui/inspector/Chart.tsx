import type * as PlotLibrary from '@observablehq/plot';
import { ImageDown } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { saveFile } from '../../store/actions/download.ts';
import { Button, Popover } from '../design/index.ts';
import { useDarkTheme } from '../frame/useDarkTheme.ts';
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

/** What a drawing takes from the page's style sheets and must carry itself once it leaves the page. */
const CARRIED = [
  'color',
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-opacity',
  'stroke-width',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
  'font-variant-numeric',
  'text-anchor',
] as const;

/** A drawing of the page as an SVG document of its own, in the colours it has now. */
function standaloneSvg(drawn: SVGSVGElement): string {
  const copy = drawn.cloneNode(true) as SVGSVGElement;
  const originals = [drawn, ...drawn.querySelectorAll('*')];
  const copies = [copy, ...copy.querySelectorAll('*')];
  originals.forEach((original, i) => {
    const target = copies[i];
    if (!(target instanceof SVGElement)) return;
    const style = getComputedStyle(original);
    target.removeAttribute('class');
    for (const name of CARRIED) target.style.setProperty(name, style.getPropertyValue(name));
  });
  for (const style of copy.querySelectorAll('style')) style.remove();
  const { width, height } = drawn.getBoundingClientRect();
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.removeAttribute('aria-hidden');
  copy.style.setProperty('background', groundOf(drawn));
  return new XMLSerializer().serializeToString(copy);
}

/** The colour that a drawing stands on in the page. */
function groundOf(drawn: Element): string {
  for (let at: Element | null = drawn; at; at = at.parentElement) {
    const { backgroundColor } = getComputedStyle(at);
    if (backgroundColor !== 'rgba(0, 0, 0, 0)') return backgroundColor;
  }
  return 'none';
}

/**
 * Paints an SVG picture.
 * @param svg  a whole SVG document with width and height
 * @param scale  pixels of the result per unit of the picture
 */
async function svgToPng(svg: string, scale = 2): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = new OffscreenCanvas(
    Math.ceil(image.naturalWidth * scale),
    Math.ceil(image.naturalHeight * scale),
  );
  const context = canvas.getContext('2d');
  context?.scale(scale, scale);
  context?.drawImage(image, 0, 0);
  return canvas.convertToBlob({ type: 'image/png' });
}
