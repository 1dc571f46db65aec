import type { LayerGeometry } from '../akida/shapes.ts';
import type { Window } from './layerPlan.ts';

/**
 * How many window positions of the convolution meet each input position: int32 (X, Y).
 * Padding lies outside the input and counts nowhere.
 */
export function coverageOf(geometry: LayerGeometry, window: Window): Int32Array {
  const [x, y] = [axisCoverage(0), axisCoverage(1)];
  return Int32Array.from({ length: x.length * y.length }, (_, position) => {
    return (x[Math.floor(position / y.length)] ?? 0) * (y[position % y.length] ?? 0);
  });

  function axisCoverage(axis: 0 | 1): Int32Array {
    const coverage = new Int32Array(geometry.input[axis]);
    for (let out = 0; out < geometry.convolution[axis]; out++) {
      for (let k = 0; k < window.size[axis]; k++) {
        const position = out * window.strides[axis] - window.before[axis] + k;
        if (position >= 0 && position < coverage.length) {
          coverage[position] = (coverage[position] ?? 0) + 1;
        }
      }
    }
    return coverage;
  }
}

/** Events that entered a layer, and how many (event, window) meetings they made: see `operationsOf`. */
export interface EventCount {
  readonly events: number;
  readonly meetings: number;
}

/** Counts one image's non-zero inputs (X, Y, C), each also weighted by `coverage` (X, Y). */
export function countEvents(
  input: ArrayLike<number>,
  channels: number,
  coverage: Int32Array,
): EventCount {
  let events = 0;
  let meetings = 0;
  coverage.forEach((covering, position) => {
    let here = 0;
    for (let c = 0; c < channels; c++) if (input[position * channels + c] !== 0) here++;
    events += here;
    meetings += here * covering;
  });
  return { events, meetings };
}

/** What the count of a layer's operations depends on. */
export interface OperationsShape {
  readonly neurons: number;
  readonly isSeparable: boolean;
}

/**
 * Synaptic operations of a layer, as LayerResult defines them.
 * @param meetings  events weighted by the windows that cover them
 * @param pointwiseEvents  non-zero depthwise sums of a separable layer; unused elsewhere
 */
export function operationsOf(
  { neurons, isSeparable }: OperationsShape,
  meetings: number,
  pointwiseEvents: number,
): number {
  return isSeparable ? meetings + pointwiseEvents * neurons : meetings * neurons;
}

/** `operationsOf` for one image without a single zero. */
export function denseOperationsOf(
  { input, convolution }: LayerGeometry,
  coverage: Int32Array,
  layer: OperationsShape,
): number {
  let meetings = 0;
  for (const covering of coverage) meetings += covering * input[2];
  return operationsOf(layer, meetings, convolution[0] * convolution[1] * input[2]);
}
