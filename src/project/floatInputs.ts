import type { AkidaModel } from '../core/akida/model.ts';
import type { InputScaling } from '../core/analysis/inputScaling.ts';
import {
  failNotPixels,
  pixelsOf,
  rangeOfScaling,
  scalingOfRange,
  valuesOf,
  type FoundValues,
  type InputRange,
} from '../core/data/inputRange.ts';
import type { Where } from '../core/errors/diagnostic.ts';
import type { ModelGraph } from '../core/ir/graph.ts';
import { isLayer } from '../core/layers/define.ts';
import { rescaling } from '../core/layers/rescaling.ts';
import type { NumericArray, Tensor } from '../core/tensor/tensor.ts';

/** What was said of inputs: the range of their values, and how pixels become what the Keras model takes. */
export interface InputsAsked {
  readonly range: InputRange | null;
  /** Undefined: nothing. */
  readonly scaling: InputScaling | undefined;
}

/** How inputs are read as pixels, and the scaling that follows. */
export interface PixelReading {
  /** Null: they must be pixels. */
  readonly range: InputRange | null;
  /** Undefined: the model's own, or (1, 0). */
  readonly scaling: InputScaling | undefined;
}

/** Whether a model takes pixels and scales them itself. */
export function scalesItself({ layers }: ModelGraph): boolean {
  return layers.some((node) => isLayer(node, rescaling));
}

/**
 * How inputs are read as pixels. Values that are no pixels are what the Keras model takes: a range says the scaling, and a scaling the
 * range, where only one was given. A model that begins with Rescaling takes the pixels, and only a range tells them.
 * @param graph  null for a converted network: how its Keras model took its inputs is not known
 * @param largest  that the network takes
 */
export function pixelReading(
  { range, scaling }: InputsAsked,
  graph: ModelGraph | null,
  largest?: number,
): PixelReading {
  if (range) return { range, scaling: scaling ?? scalingOfRange(range, largest) };
  if (!scaling || (graph && scalesItself(graph))) return { range: null, scaling };
  return { range: { ...rangeOfScaling(scaling, largest), keepsPixels: true }, scaling };
}

/** Inputs of a Keras model, and the scaling to give with them: none where the values go in as they are. */
export interface KerasModelInputs {
  readonly images: Tensor<NumericArray>;
  readonly scaling: InputScaling | undefined;
  /** The values, where they go in as they are though they are no pixels. */
  readonly asTheyAre: FoundValues | null;
}

/**
 * Inputs as a Keras model takes them: pixels as the chip's network would get them, or values that are none as they are, as Keras does.
 * Scaled pixels for a model that scales them again are asked about.
 * @throws StudioError data/not-pixels, data/outside-range, data/wrong-images
 */
export function kerasModelInputs(
  graph: ModelGraph,
  images: Tensor<NumericArray>,
  where: Where,
  asked: InputsAsked,
): KerasModelInputs {
  const found = valuesOf(images.data, where);
  if (asked.range || found.arePixels) {
    const { range, scaling } = pixelReading(asked, graph);
    return { images: pixelsOf(images, where, range), scaling, asTheyAre: null };
  }
  const isScaled = found.lowest >= -1 && found.highest <= 1;
  if (isScaled && scalesItself(graph)) failNotPixels(found, where);
  return { images, scaling: undefined, asTheyAre: found };
}

/** Pixels for a converted network, and the scaling that a Keras model needs to see the same. */
export interface NetworkInputs {
  readonly pixels: Tensor<Uint8Array>;
  readonly scaling: InputScaling | undefined;
}

/**
 * Inputs as a converted network takes them.
 * @throws StudioError data/not-pixels, data/outside-range, data/wrong-images
 */
export function networkInputs(
  { layers: [first] }: AkidaModel,
  images: Tensor<NumericArray>,
  where: Where,
  asked: InputsAsked,
): NetworkInputs {
  const largest = first?.kind === 'InputData' ? 2 ** first.inputBits - 1 : 255;
  const { range, scaling } = pixelReading(asked, null, largest);
  return { pixels: pixelsOf(images, where, range, largest), scaling };
}
