import { akida1Processor, type ProcessorSize } from '../targets/akida1.ts';
import type {
  LayerMapping,
  MappableLayer,
  MappedProcessor,
  MappingRuntime,
  ProcessorNeed,
} from './mappable.ts';
import { bytesOfWords, denseBytes, inputBytes, pixelFilterBytes } from './memory.ts';
import { layerProgramBytes } from './program.ts';
import { cellsOf, cellsRead, filterShares, mapParts, wordsOf } from './split.ts';

/** What the chip is, and what the rest of the network leaves to a layer. */
export interface LayerSpread {
  /** What one processor holds. Default: that of Akida 1.0. */
  readonly processor?: ProcessorSize;
  /** Default: 2.19.3. */
  readonly runtime?: MappingRuntime;
  /** Filters of one processor; fewer spread the layer wider. */
  readonly mostFilters?: number | undefined;
  /** False: the processors that keep the weights of a dense layer (FNP3) are taken; it goes to one that does not (FNP2). */
  readonly fnp3IsFree?: boolean;
}

/**
 * Maps one layer on as few processors as it takes.
 *     convolutions: parts of the filters * parts of the map; filters so that words * 50 bits fit the weight memory, the map so that each
 *     part with its borders fits the input memory
 * @returns null where no processor takes the layer: one filter does not fit, or bits and kernel have no layout
 * @source docs/reference/chips-mapping.md#processors-of-a-convolution
 */
export function mapLayer(layer: MappableLayer, spread: LayerSpread = {}): LayerMapping | null {
  switch (layer.kind) {
    case 'InputConvolutional':
      return mapPixels(layer, spread);
    case 'FullyConnected':
      return mapDense(layer, spread);
    case 'Convolutional':
    case 'SeparableConvolutional':
      return mapConvolution(layer, spread);
  }
}

/** What `mapLayer` takes, counted without listing it: a layer may need millions. */
export function processorNeed(
  layer: MappableLayer,
  spread: LayerSpread = {},
): ProcessorNeed | null {
  if (layer.kind === 'InputConvolutional' || layer.kind === 'FullyConnected') {
    const [only] = mapLayer(layer, spread)?.processors ?? [];
    return only ? { type: only.type, count: 1 } : null;
  }
  const { processor = akida1Processor, runtime, mostFilters } = spread;
  const shares = filterShares(layer, processor, mostFilters);
  const parts = mapParts(layer, processor, runtime);
  return shares && parts ? { type: 'CNP1', count: shares.length * parts.count } : null;
}

function mapPixels(layer: MappableLayer, { runtime }: LayerSpread): LayerMapping | null {
  const { kernelSize, input, inputBits, filters } = layer;
  if (pixelFilterBytes(kernelSize[0], input[2]) === null) return null;
  const bytes = inputBytes(input, inputBits);
  return {
    processors: [wholeMap(layer, 'HRC', bytes, 0)],
    parts: [1, 1],
    singleBuffer: false,
    inputBytes: bytes,
    weightBytes: 0,
    programBytes: layerProgramBytes(layer, 'HRC', [filters], runtime),
  };
}

function mapDense(layer: MappableLayer, spread: LayerSpread): LayerMapping | null {
  const { processor = akida1Processor, runtime, fnp3IsFree = true } = spread;
  const [x, y, c] = layer.input;
  const neuron = denseBytes(layer.weightBits, x * y * c);
  if (neuron === null) return null;
  const bytes = 4 * Math.ceil((layer.filters * neuron * 25) / 24 / 4);
  const type = bytes <= processor.weightBytes && fnp3IsFree ? 'FNP3' : 'FNP2';
  const weightBytes = type === 'FNP3' ? bytes : 0;
  // A dense layer takes spikes one by one: a bit for each of its inputs.
  const read = 4 * Math.ceil((x * y * c) / 32);
  return {
    processors: [wholeMap(layer, type, read, weightBytes)],
    parts: [1, 1],
    singleBuffer: true,
    inputBytes: read,
    weightBytes,
    programBytes: layerProgramBytes(layer, type, [layer.filters], runtime),
  };
}

/** The only processor of a layer, which reads all of its map. */
function wholeMap(
  { input, filters }: MappableLayer,
  type: MappedProcessor['type'],
  bytes: number,
  weightBytes: number,
): MappedProcessor {
  const cells = [[0, input[0]] as const, [0, input[1]] as const] as const;
  return { type, filters, cells, inputBytes: bytes, weightBytes };
}

function mapConvolution(layer: MappableLayer, spread: LayerSpread): LayerMapping | null {
  const { processor = akida1Processor, runtime, mostFilters } = spread;
  const shares = filterShares(layer, processor, mostFilters);
  const parts = mapParts(layer, processor, runtime);
  if (!shares || !parts) return null;
  const [nx, ny] = parts.counts;
  const held = new Map(shares.map((own) => [own, bytesOfWords(wordsOf(layer, own) ?? 0)]));
  const processors = Array.from({ length: nx * ny }, (_, place) => {
    const [i, j] = [Math.floor(place / ny), place % ny];
    const read = [cellsRead(layer, 0, nx, i), cellsRead(layer, 1, ny, j), layer.input[2]] as const;
    const bytes = inputBytes(read, layer.inputBits);
    const cells = [cellsOf(layer, 0, nx, i), cellsOf(layer, 1, ny, j)] as const;
    return shares.map((filters) => ({
      ...{ type: 'CNP1' as const, filters, cells, inputBytes: bytes },
      weightBytes: held.get(filters) ?? 0,
    }));
  }).flat();
  const filters = processors.map((own) => own.filters);
  return {
    processors,
    parts: parts.counts,
    singleBuffer: parts.bytes > processor.inputBytes / 2,
    inputBytes: parts.bytes,
    weightBytes: held.get(shares[0] ?? 0) ?? 0,
    programBytes: layerProgramBytes(layer, 'CNP1', filters, runtime),
  };
}
