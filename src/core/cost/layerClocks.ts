import type { MappedLayer } from '../map/mapModel.ts';
import type { EventCost } from '../targets/define.ts';
import { sizeOf } from '../tensor/tensor.ts';
import type { Span } from './estimate.ts';
import { eventCoefficient } from './eventLaw.ts';

/** Clocks that a layer keeps its processors busy. */
export interface LayerClocks {
  /** From its first event to its last: what it adds to the time of an inference. */
  readonly time: Span;
  /** The same summed over its processors: dynamic energy goes with it. */
  readonly work: Span;
}

/**
 * What the layers of one real network took, as the vendor fitted them one by one, over the law's own coefficient: most within `low` and
 * `high`, one `worst`. @source docs/reference/cost-model.md#error-of-the-law
 */
const FITTED = { law: 0.646, low: 0.65, high: 0.7, worst: 1.08 };
/** The law times this is the estimate; the bare law is its lower end. */
const SCATTER: Span = {
  value: (FITTED.low + FITTED.high) / 2 / FITTED.law,
  low: 1,
  high: FITTED.high / FITTED.law,
  worst: FITTED.worst / FITTED.law,
};

/** The one layer whose clocks without any event were published. @source docs/reference/cost-model.md#fixed-clocks-of-a-layer */
const IDLE = { clocks: 25_577, positions: 32 * 32, filters: 32 };

/** Clocks of the input convolution for each multiply-add, whatever the pixels are. @source docs/reference/cost-model.md#input-convolution */
export const PIXEL_CLOCKS: Span = { value: 0.3, low: 0.13, high: 0.47, worst: 0.47 };

/**
 * Clocks of a layer in one inference.
 *     processors:         events * filters * c / NPs, and so many a position of the layer's map even without an event
 *     input convolution:  positions * kernel values * clocks of a multiply-add
 * @param events  non-zero values that enter it; null: not counted
 * @returns null where nothing was published, or events were not counted
 * @source docs/reference/cost-model.md#event-cost-law
 */
export function layerClocks(
  layer: MappedLayer,
  events: number | null,
  eventCosts: readonly EventCost[],
): LayerClocks | null {
  if (eventCosts.length === 0) return null;
  if (layer.kind === 'InputConvolutional') return pixelClocks(layer);
  const coefficient = eventCoefficient(layer, eventCosts);
  if (coefficient === null || events === null) return null;
  const processors = layer.processors.length;
  const active = times(SCATTER, (events * layer.filters * coefficient) / processors);
  const time = plus(active, idleClocks(layer));
  return { time, work: times(time, processors) };
}

/** Clocks of a layer that no event reaches, on one processor: a position's or a neuron's share of the published ones. */
function idleClocks(layer: MappedLayer): Span {
  const { filters, parts, processors } = layer;
  const positions = positionsOf(layer);
  const byPosition = (IDLE.clocks / IDLE.positions) * (positions / (parts[0] * parts[1]));
  const byNeuron =
    (IDLE.clocks / (IDLE.positions * IDLE.filters)) * ((positions * filters) / processors.length);
  const high = Math.max(byPosition, byNeuron);
  return { value: byPosition, low: Math.min(byPosition, byNeuron), high, worst: high };
}

function pixelClocks(layer: MappedLayer): LayerClocks {
  const { filters, kernelSize, input } = layer;
  const multiplyAdds = positionsOf(layer) * filters * sizeOf(kernelSize) * input[2];
  const time = times(PIXEL_CLOCKS, multiplyAdds);
  return { time, work: time };
}

/** Cells of the map that it computes, before pooling. */
function positionsOf({ convolution, input }: MappedLayer): number {
  const [x, y] = convolution ?? input;
  return x * y;
}

function times({ value, low, high, worst }: Span, by: number): Span {
  return { value: value * by, low: low * by, high: high * by, worst: worst * by };
}

function plus(a: Span, b: Span): Span {
  return {
    ...{ value: a.value + b.value, low: a.low + b.low },
    ...{ high: a.high + b.high, worst: a.worst + b.worst },
  };
}
