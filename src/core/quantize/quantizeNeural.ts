import { diagnostic, fail, StudioError, type Diagnostic } from '../errors/diagnostic.ts';
import type { LayerNode } from '../ir/graph.ts';
import type { JsonObject } from '../ir/json.ts';
import { layerDefinition } from '../layers/index.ts';
import type { QuantizerConfig } from '../layers/quantizerParam.ts';
import { isQuantizedNeural } from '../layers/layerGroups.ts';
import type { LayerQuantization } from './quantizeModel.ts';
import { defaultQuantizer, weightQuantizer, weightQuantizers } from '../quantizers/index.ts';

/** Weight bits the quantizers span; conversion takes 1, 2, 4 and 8 of them. */
const MAX_BITS = 8;

/** Arguments a quantized layer does not have: the float layer must hold the one value it stands for. @source cnn2snn 2.3.6 quantization_layers.py */
const FIXED_ARGUMENTS = [
  ['dataFormat', 'data_format', 'channels_last'],
  ['activation', 'activation', 'linear'],
  ['dilationRate', 'dilation_rate', '(1, 1)'],
  ['groups', 'groups', '1'],
  ['depthMultiplier', 'depth_multiplier', '1'],
] as const;

/**
 * Turns Conv2D, SeparableConv2D or Dense into its quantized version, or gives a quantized layer other bits.
 * Bitwidth 0 leaves a float layer as it is.
 * @throws StudioError quantize/bad-bits, quantize/already-quantized, quantize/unsupported-argument (all of them at once),
 *         quantize/unknown-quantizer, quantize/quantizer-bits
 */
export function quantizeNeural(
  node: LayerNode,
  wanted: LayerQuantization & { readonly bits: number },
): LayerNode {
  const { bits } = wanted;
  if (!Number.isInteger(bits) || bits < 0 || bits > MAX_BITS) {
    fail(
      'quantize/bad-bits',
      { layer: node.name },
      'A weight',
      bits,
      '1 to 8 bits, or 0 for float',
    );
  }
  if (isQuantized(node)) {
    if (bits === 0) fail('quantize/already-quantized', { layer: node.name }, node.className);
    return requantized(node, wanted);
  }
  if (bits === 0) return node;
  requireFixedArguments(node);
  const quantizer = quantizerFor(node.name, wanted);
  const quantizesTo = layerDefinition(node.className)?.quantizesTo;
  const target = quantizesTo === undefined ? undefined : layerDefinition(quantizesTo);
  if (!target) return node;
  const quantizers: Readonly<Record<string, QuantizerConfig>> = {
    quantizer,
    quantizerDw: perTensor(quantizer),
  };
  const own = node.config as Readonly<Record<string, unknown>>;
  const config = Object.fromEntries(
    Object.keys(target.params as object).map((name) => [name, quantizers[name] ?? own[name]]),
  );
  return withType(node, target.className, config);
}

type Quantized = LayerNode<{
  readonly quantizer: QuantizerConfig;
  readonly quantizerDw?: QuantizerConfig;
}>;

function isQuantized(node: LayerNode): node is Quantized {
  return isQuantizedNeural(node);
}

/** Other bits for the quantizers that the layer has; another quantizer only where one is asked for. */
function requantized(
  node: Quantized,
  wanted: LayerQuantization & { readonly bits: number },
): LayerNode {
  const { quantizer, quantizerDw } = node.config;
  const fits = (weightQuantizer(quantizer.className)?.bits[0] ?? 1) <= wanted.bits;
  const keeps = wanted.quantizer === undefined && fits && wanted.bits > 1 === quantizer.bits > 1;
  const next = keeps ? { ...quantizer, bits: wanted.bits } : quantizerFor(node.name, wanted);
  const nextDw = keeps && quantizerDw ? { ...quantizerDw, bits: wanted.bits } : perTensor(next);
  const config = {
    ...node.config,
    quantizer: next,
    ...(quantizerDw ? { quantizerDw: nextDw } : {}),
  };
  return { ...node, config };
}

function quantizerFor(
  layer: string,
  wanted: LayerQuantization & { readonly bits: number },
): QuantizerConfig {
  const { bits } = wanted;
  const className = wanted.quantizer ?? defaultQuantizer(bits).className;
  const quantizer = weightQuantizer(className);
  if (!quantizer) {
    const known = weightQuantizers.map((candidate) => candidate.className);
    fail('quantize/unknown-quantizer', { layer }, className, known);
  }
  const [lowest, highest] = quantizer.bits;
  if (bits < lowest || bits > highest) {
    fail('quantize/quantizer-bits', { layer }, className, bits, quantizer.bits);
  }
  const threshold = wanted.threshold ?? quantizer.threshold;
  return threshold === undefined || quantizer.threshold === undefined
    ? { className, bits }
    : { className, bits, threshold };
}

/** The per-tensor quantizer of the same family: a depthwise kernel must have one scale. */
function perTensor({ className, bits }: QuantizerConfig): QuantizerConfig {
  const name = weightQuantizer(className)?.perTensorClassName ?? className;
  const threshold = weightQuantizer(name)?.threshold;
  return threshold === undefined ? { className: name, bits } : { className: name, bits, threshold };
}

function requireFixedArguments(node: LayerNode): void {
  const config = node.config as Readonly<Record<string, string | number | readonly number[]>>;
  const problems: Diagnostic[] = [];
  for (const [key, argument, expected] of FIXED_ARGUMENTS) {
    const value = config[key];
    if (value === undefined) continue;
    const found = typeof value === 'object' ? `(${value.join(', ')})` : String(value);
    if (found !== expected) {
      problems.push(
        diagnostic(
          'quantize/unsupported-argument',
          { layer: node.name },
          argument,
          expected,
          found,
        ),
      );
    }
  }
  if (problems.length > 0) throw new StudioError(problems);
}

function withType(node: LayerNode, className: string, config: object): LayerNode {
  const serialized: JsonObject = Object.fromEntries(
    Object.entries(node.serialized).filter(
      ([key]) => !FIXED_ARGUMENTS.some(([, argument]) => argument === key),
    ),
  );
  return { ...node, className, config, serialized };
}
