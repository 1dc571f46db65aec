import { fail, type Where } from '../errors/diagnostic.ts';
import { layerDefinition } from '../layers/index.ts';
import { formatShape, sameShape, sizeOf } from '../tensor/tensor.ts';
import { roundToFloat8 } from './float8.ts';
import { quantizationOf } from '../ir/dtype.ts';
import { hasLora } from './keras3Types.ts';
import type { LayerWeights, WeightEntry } from './layerWeights.ts';
import type { LayerConfig } from './modelConfig.ts';

/** Variables of a Dense layer in the order of a .keras file, which only numbers them; a layer may lack some. */
const ORDER: Readonly<Record<string, readonly string[]>> = {
  int8: ['kernel', 'bias', 'kernel_scale'],
  int4: ['kernel', 'bias', 'kernel_scale', 'kernel_zero', 'g_idx'],
  float8: [
    ...['kernel', 'bias', 'inputs_scale', 'inputs_amax_history'],
    ...['kernel_scale', 'kernel_amax_history', 'outputs_grad_scale', 'outputs_grad_amax_history'],
  ],
};

/** Multiplications that a low-rank kernel may take: damage must not keep the processor for minutes. */
const MAX_PRODUCTS = 2 ** 31;

/**
 * The float32 weights that Keras 3 computes with, of layers that it quantized or gave low-rank additions (LoRA):
 *     int8     kernel = q / kernel_scale
 *     int4     kernel = q / kernel_scale, or (q - kernel_zero[g]) * kernel_scale[g] in groups of rows; two q in a byte
 *     float8   kernel = e4m3(kernel / kernel_scale) * kernel_scale
 *     LoRA     kernel + alpha / rank * A B
 * What Keras rounds besides, the inputs of such a layer, is not in the weights.
 * @throws StudioError keras/quantized-by-keras | keras/missing-weight | keras/weight-shape
 * @source keras/src/layers/core/dense.py, keras/src/layers/convolutional/base_conv.py (Keras 3.15, Apache-2.0)
 */
export function restoreWeights(weights: LayerWeights, file: string): LayerWeights {
  return new Map([...weights].map(([layer, entries]) => [layer, restored(layer, entries, file)]));
}

function restored(
  layer: LayerConfig,
  entries: readonly WeightEntry[],
  file: string,
): readonly WeightEntry[] {
  const mode = quantizationOf(layer.config);
  if (!layerDefinition(layer.className) || entries.length === 0) return entries;
  if (mode === null && !hasLora(layer.config)) return entries;
  const found = new LayerVariables(layer, named(layer, entries, mode), file);
  const kernel = dequantized(found, mode);
  return found.withKernel(found.has('lora_kernel_a') ? withLora(found, kernel) : kernel);
}

/** The order of a mode's variables; `int4/128` has groups of 128 rows. */
function orderOf(mode: string): readonly string[] | undefined {
  return ORDER[mode.replace(/^int4\/.*/, 'int4')];
}

/** Gives numbered variables their names: those of the mode, without the ones that the layer does not have. */
function named(
  { config }: LayerConfig,
  entries: readonly WeightEntry[],
  mode: string | null,
): readonly WeightEntry[] {
  const all = mode === null ? undefined : orderOf(mode);
  if (!all || !entries.every(({ name }) => /^\d+$/.test(name))) return entries;
  const order = config['use_bias'] === false ? all.filter((name) => name !== 'bias') : all;
  return entries.map((entry, i) => ({ ...entry, name: order[i] ?? entry.name }));
}

/** The variables of one layer by name. */
class LayerVariables {
  readonly layer: LayerConfig;
  readonly where: Where;
  private readonly entries: readonly WeightEntry[];

  constructor(layer: LayerConfig, entries: readonly WeightEntry[], file: string) {
    this.layer = layer;
    this.entries = entries;
    this.where = { file, layer: layer.name };
  }

  has(name: string): boolean {
    return this.entries.some((entry) => entry.name === name);
  }

  get(name: string): WeightEntry {
    const found = this.entries.find((entry) => entry.name === name);
    if (found) return found;
    const names = this.entries.map((entry) => entry.name);
    fail('keras/missing-weight', this.where, this.layer.className, name, names);
  }

  /** A variable of this very shape. */
  shaped(name: string, shape: readonly number[]): WeightEntry {
    const found = this.get(name);
    if (sameShape(found.shape, shape)) return found;
    const where = { ...this.where, path: found.path };
    fail('keras/weight-shape', where, name, formatShape(shape), formatShape(found.shape));
  }

  refuse(what: string, advice: string): never {
    fail('keras/quantized-by-keras', this.where, this.layer.className, what, advice);
  }

  /** The layer's own weights, its kernel replaced; what served to restore it goes. */
  withKernel(kernel: WeightEntry): readonly WeightEntry[] {
    return this.entries
      .filter(({ name }) => !/^(kernel_|inputs_|outputs_|lora_|g_idx)/.test(name))
      .map((entry) => (entry.name === 'kernel' ? kernel : entry));
  }
}

function dequantized(found: LayerVariables, mode: string | null): WeightEntry {
  if (mode === null) return found.get(found.has('kernel') ? 'kernel' : '0');
  if (!isDense(found.layer) || !orderOf(mode)) {
    found.refuse(mode, 'Open the model as it was before model.quantize().');
  }
  if (mode === 'int8') return fromInt8(found);
  return mode === 'float8' ? fromFloat8(found) : fromInt4(found);
}

function isDense({ className }: LayerConfig): boolean {
  return layerDefinition(className)?.chipKind === 'FullyConnected';
}

function fromInt8(found: LayerVariables): WeightEntry {
  const kernel = found.get('kernel');
  const columns = kernel.shape[1] ?? 0;
  const scale = found.shaped('kernel_scale', [columns]);
  const read = () => {
    const scales = scale.read();
    return kernel.read().map((q, i) => q / (scales[i % columns] ?? 1));
  };
  return { ...kernel, read };
}

/** The first of two neighbours in a row lies in the lower half of their byte. */
function fromInt4(found: LayerVariables): WeightEntry {
  const kernel = found.get('kernel');
  const scale = found.get('kernel_scale');
  const units = scale.shape.at(-1) ?? 0;
  const rows = kernel.shape[0] ?? 0;
  const packed = Math.ceil(units / 2);
  found.shaped('kernel', [rows, packed]);
  const shape = [rows, units];
  const quanta = (): Float32Array => {
    const bytes = kernel.read();
    return Float32Array.from({ length: rows * units }, (_, i) => {
      const column = i % units;
      const byte = bytes[((i - column) / units) * packed + (column >> 1)] ?? 0;
      return (((byte >> (column % 2 === 0 ? 0 : 4)) & 15) ^ 8) - 8;
    });
  };
  if (scale.shape.length === 1) {
    const read = () => {
      const scales = scale.read();
      return quanta().map((q, i) => q / (scales[i % units] ?? 1));
    };
    return { ...kernel, shape, read };
  }
  const groups = scale.shape[0] ?? 0;
  found.shaped('kernel_scale', [groups, units]);
  const zero = found.shaped('kernel_zero', [groups, units]);
  const group = found.shaped('g_idx', [rows]);
  const read = () => {
    const [scales, zeros, groupOf] = [scale.read(), zero.read(), group.read()];
    if (!groupOf.every((g) => Number.isInteger(g) && g >= 0 && g < groups)) {
      found.refuse('int4, with rows in groups that it does not have', 'Save the model again.');
    }
    return quanta().map((q, i) => {
      const at = (groupOf[Math.floor(i / units)] ?? 0) * units + (i % units);
      return (q - (zeros[at] ?? 0)) * (scales[at] ?? 1);
    });
  };
  return { ...kernel, shape, read };
}

function fromFloat8(found: LayerVariables): WeightEntry {
  const kernel = found.get('kernel');
  const scale = found.shaped('kernel_scale', []);
  const read = () => {
    const [by = 1] = scale.read();
    return kernel.read().map((value) => roundToFloat8(Math.fround(value / by)) * by);
  };
  return { ...kernel, read };
}

function withLora(found: LayerVariables, kernel: WeightEntry): WeightEntry {
  const [a, b] = [found.get('lora_kernel_a'), found.get('lora_kernel_b')];
  const rank = a.shape.at(-1) ?? 0;
  const columns = kernel.shape.at(-1) ?? 0;
  found.shaped('lora_kernel_a', [...kernel.shape.slice(0, -1), rank]);
  found.shaped('lora_kernel_b', [rank, columns]);
  const alpha = found.layer.config['lora_alpha'] ?? rank;
  if (typeof alpha !== 'number') found.refuse('LoRA without a number as lora_alpha', 'Merge it.');
  if (alpha !== rank && isDense(found.layer)) {
    // Keras itself loads such a layer with alpha = rank: the file gives other numbers than the model that was saved.
    const advice = 'Save it as .keras instead: Keras merges the additions there.';
    found.refuse(`LoRA with lora_alpha ${alpha}, which Keras drops from an .h5`, advice);
  }
  const products = sizeOf(kernel.shape) * rank;
  if (products > MAX_PRODUCTS) {
    fail('keras/too-large', found.where, `a LoRA of ${products} products`, 'a smaller one');
  }
  const factor = alpha / rank;
  const read = () => {
    const [left, right] = [a.read(), b.read()];
    return kernel.read().map((value, i) => {
      const [row, column] = [Math.floor(i / columns), i % columns];
      let sum = 0;
      for (let k = 0; k < rank; k++) {
        sum += (left[row * rank + k] ?? 0) * (right[k * columns + column] ?? 0);
      }
      return value + Math.fround(factor * Math.fround(sum));
    });
  };
  return { ...kernel, read };
}
