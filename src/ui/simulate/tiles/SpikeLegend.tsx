import { interpolateInferno } from 'd3-scale-chromatic';
import { Term } from '../../design/index.ts';
import './SpikeLegend.css';

/** The colours of the spikes, one swatch a level; with many levels every so many. */
export function SpikeLegend({ largest }: { readonly largest: number }) {
  const levels = Array.from({ length: largest + 1 }, (_, spike) => spike);
  return (
    <div className="spike-legend">
      <span>0, silent</span>
      <span className="spike-legend-scale" aria-hidden>
        {levels.map((spike) => (
          <i key={spike} style={{ background: spikeColour(spike, largest) }} />
        ))}
      </span>
      <span>
        <Term id="spike">spike</Term> of {largest}
      </span>
    </div>
  );
}

/** The weakest spike stands this far up the scale, so that silent and one never look alike. */
const WEAKEST = 0.28;

/**
 * Colours of the spikes 0 .. largest on one perceptual scale (inferno: readable with every colour vision, and in grey).
 * Silence is the scale's black end; the same spike has the same colour in every layer.
 * @returns RGBA as one little-endian uint32 a level, as ImageData holds it
 */
export function spikeColours(largest: number): Uint32Array {
  return Uint32Array.from({ length: largest + 1 }, (_, spike) => {
    const [r, g, b] = rgbOf(spikeColour(spike, largest));
    return (255 << 24) | (b << 16) | (g << 8) | r;
  });
}

/** One colour of the scale as CSS. */
function spikeColour(spike: number, largest: number): string {
  if (spike <= 0) return interpolateInferno(0);
  const way = largest > 1 ? (spike - 1) / (largest - 1) : 1;
  return interpolateInferno(WEAKEST + (0.97 - WEAKEST) * way);
}

/** `#rrggbb` or `rgb(r, g, b)` as numbers. */
function rgbOf(colour: string): readonly [number, number, number] {
  const hex = /^#(..)(..)(..)$/.exec(colour);
  const parts = hex
    ? hex.slice(1).map((part) => parseInt(part, 16))
    : (colour.match(/\d+/g) ?? []).map(Number);
  return [parts[0] ?? 0, parts[1] ?? 0, parts[2] ?? 0];
}
