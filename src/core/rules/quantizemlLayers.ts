import { chipPlan, type ChipLayer } from '../analysis/chipPlan.ts';
import { isLayer } from '../layers/define.ts';
import { inputQuantizer } from '../layers/inputQuantizer.ts';
import { isQuantizemlNeural } from '../layers/layerGroups.ts';
import { quantizemlRelu } from '../layers/quantizemlRelu.ts';
import { defineRule, orList, type Finding } from './define.ts';

const PIXEL_BITS = 8;
/** Bits of weights that the toolkit lets through for Akida 1.0. */
const WEIGHT_BITS = { pixels: [4, 8], spikes: [1, 2, 4] } as const;
/** Cells of a global average. */
const MOST_CELLS = 256;
const AGAIN = 'Quantize the float model again with QuantizeML:';

/**
 * The toolkit turns a model of QuantizeML into a network of Akida 1.0 only where everything fits the chip from the start: pixels in, few
 * bits, ReLUs with an end. Nothing is rounded once more.
 */
export const quantizemlLayers = defineRule({
  id: 'quantizeml-layers',
  level: 'quantization',
  severity: 'error',
  title: 'QuantizeML chose what Akida 1.0 does not have',
  source: 'docs/reference/compatibility.md#quantizeml-layers; cnn2snn 2.19 quantizeml (Apache-2.0)',
  doc: 'A model of QuantizeML takes pixels of 8 bits without a sign, has weights of 1, 2 or 4 bits behind the first layer, and ReLUs with a maximum.',
  check: ({ graph, input, generation }) => {
    const plan = chipPlan(graph, input, generation).filter(({ node }) => isQuantizemlNeural(node));
    const [first] = plan;
    if (!first) return [];
    return [
      ...inputFindings(first, input.inputIsImage),
      ...graph.layers.flatMap((node) => [...quantizerFindings(node), ...reluFindings(node)]),
      ...plan.flatMap(bitFindings),
      ...plan.flatMap(meanFindings),
    ];
  },
});

function inputFindings({ node, activates }: ChipLayer, isImage: boolean): readonly Finding[] {
  const hint = 'Convert with image input, and let a ReLU follow the first Conv2D.';
  const layer = node.name;
  if (!isImage) {
    const message = 'A model of QuantizeML for Akida 1.0 takes pixels, no sparse inputs.';
    return [{ layer, message, expected: 'image input', received: 'sparse inputs', hint }];
  }
  if (activates) return [];
  const message = `Behind the first layer "${layer}" there is no ReLU.`;
  return [{ layer, message, expected: 'a ReLU', received: 'none', hint }];
}

function quantizerFindings(node: ChipLayer['node']): readonly Finding[] {
  if (!isLayer(node, inputQuantizer)) return [];
  const { bits, signed } = node.config;
  if (bits === PIXEL_BITS && !signed) return [];
  return [
    {
      layer: node.name,
      message: 'Inputs of Akida 1.0 are pixels: 8 bits, without a sign.',
      expected: 'bitwidth 8, signed False',
      received: `bitwidth ${bits}, signed ${signed ? 'True' : 'False'}`,
      hint: `${AGAIN} QuantizationParams(input_dtype="uint8").`,
    },
  ];
}

function reluFindings(node: ChipLayer['node']): readonly Finding[] {
  if (!isLayer(node, quantizemlRelu)) return [];
  const { maxValue, output } = node.config;
  const hasOutput = output.source['output_quantizer'] !== undefined;
  if (maxValue !== null && hasOutput) return [];
  return [
    {
      layer: node.name,
      message: hasOutput
        ? `The ReLU "${node.name}" has no maximum, which the toolkit asks for.`
        : `Nothing quantizes what "${node.name}" gives.`,
      expected: hasOutput ? 'a max_value' : 'an output_quantizer',
      received: 'none',
      hint: hasOutput
        ? 'Give the ReLU of the float model a max_value, such as 6, and quantize it again.'
        : 'Let a Dense layer without ReLU end the float model, and quantize it again.',
    },
  ];
}

function bitFindings({ node, quantizer, seesPixels }: ChipLayer): readonly Finding[] {
  const allowed: readonly number[] = seesPixels ? WEIGHT_BITS.pixels : WEIGHT_BITS.spikes;
  const { quantizerDw } = node.config as { readonly quantizerDw?: { readonly bits: number } };
  const found = [quantizer?.bits ?? 0, ...(quantizerDw ? [quantizerDw.bits] : [])];
  if (found.every((bits) => allowed.includes(bits) && bits === found[0])) return [];
  return [
    {
      layer: node.name,
      message: `The toolkit converts no such weights for Akida 1.0 in "${node.name}".`,
      expected: `weights of ${orList(allowed)} bits${quantizerDw ? ', the same in both kernels' : ''}`,
      received: found.map((bits) => `${bits} bits`).join(' and '),
      hint: `${AGAIN} QuantizationParams(input_weight_bits=8, weight_bits=4, activation_bits=4, per_tensor_activations=True).`,
    },
  ];
}

function meanFindings({ pool, pooling, cells }: ChipLayer): readonly Finding[] {
  if (pooling.type !== 'globalAverage' || !pool || cells === null || cells <= MOST_CELLS) return [];
  return [
    {
      layer: pool.name,
      message: `The layer "${pool.name}" averages more cells than the toolkit allows.`,
      expected: `${MOST_CELLS} cells at most`,
      received: `${cells} cells`,
      hint: 'Pool the map before it, or give a convolution before it a stride.',
    },
  ];
}
