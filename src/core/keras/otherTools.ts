import { fail } from '../errors/diagnostic.ts';
import type { LayerNode, ModelGraph } from '../ir/graph.ts';
import { isJsonObject } from '../ir/json.ts';
import { outputShapes } from '../analysis/outputShapes.ts';
import { isQuantizemlNeural, lastNeuralIndex } from '../layers/layerGroups.ts';
import { layerDefinition } from '../layers/index.ts';

/** A tool that quantizes or prunes Keras models with layers of its own. */
interface Tool {
  readonly name: string;
  /** Class names of its layers, without the package that registered them. */
  readonly layers: RegExp;
  readonly advice: string;
}

const QUANTIZEML = 'QuantizeML';
const FLOAT = 'Open the float Keras model that it was given, and quantize that here.';

/**
 * Class names that say which tool a model comes from.
 * @source https://doc.brainchipinc.com/api_reference/quantizeml_apis.html
 * @source https://github.com/google/qkeras/blob/master/qkeras/__init__.py
 * @source https://github.com/tensorflow/model-optimization (QuantizeWrapperV2, PruneLowMagnitude)
 * @source https://github.com/calad0i/HGQ/blob/master/src/HGQ/layers/__init__.py
 */
const TOOLS: readonly Tool[] = [
  {
    name: QUANTIZEML,
    layers: /^(Custom|quantizeml)>(Quantized\w+|InputQuantizer|OutputQuantizer|Dequantizer)$/i,
    advice: FLOAT,
  },
  {
    name: 'HGQ',
    layers:
      /^((HGQ|hgq)>)?(H(Conv1D|Conv2D|Dense|DenseBatchNorm|Conv2DBatchNorm|Quantize|Activation|Add)|HGQ\w*|FixedPoint\w*)$/,
    advice: FLOAT,
  },
  {
    name: 'QKeras',
    layers:
      /^(qkeras>|Custom>)?Q(Conv1D|Conv2D|Conv2DBatchnorm|DepthwiseConv2D|DepthwiseConv2DBatchnorm|SeparableConv2D|Dense|DenseBatchnorm|Activation|BatchNormalization|AveragePooling2D|GlobalAveragePooling2D)$/,
    advice: FLOAT,
  },
  {
    name: 'the TensorFlow Model Optimization Toolkit, which trains it with fake quantization',
    layers: /(^|>)(QuantizeWrapper(V2)?|QuantizeLayer)$/,
    advice: FLOAT,
  },
  {
    name: 'the TensorFlow Model Optimization Toolkit, which prunes it',
    layers: /(^|>)PruneLowMagnitude$/,
    advice:
      'Take the wrappers off in Python: tfmot.sparsity.keras.strip_pruning(model).save("model.h5").',
  },
];

/**
 * Refuses a model whose layers are those of another tool: one true sentence instead of an error for each.
 * QuantizeML for Akida 1.0 is ours to read.
 * @throws StudioError keras/other-tool, keras/quantizeml-last-output
 */
export function refuseOtherTools(graph: ModelGraph, file: string): void {
  const { layers } = graph;
  const tool = TOOLS.find((candidate) =>
    layers.some((node) => candidate.layers.test(node.className)),
  );
  if (!tool) return;
  const theirs = layers.filter(({ className }) => tool.layers.test(className));
  if (tool.name === QUANTIZEML) {
    const foreign = theirs.filter((node) => !isForAkida1(node));
    const [last] = foreign;
    if (!last) return;
    if (foreign.length === 1) refuseLastOutput(graph, last, file);
  }
  const [first] = theirs;
  const bitsOf = (key: string) => theirs.flatMap((node) => quantizerBits(node, key));
  const weights = [...new Set(bitsOf('weight_quantizer'))].sort((a, b) => a - b);
  const where = { file, layer: first?.name ?? '' };
  if (tool.name === QUANTIZEML) {
    const name = `${QUANTIZEML} for Akida 2.0`;
    fail('keras/other-tool', where, name, weights, contentOf(graph), tool.advice);
  }
  const classes = [...new Set(theirs.map(({ className }) => className))];
  fail('keras/other-tool', where, tool.name, weights, classes, tool.advice);
}

/** Spikes of Akida 1.0 have no more: outputs of more bits are for chips of Akida 2.0. */
const MOST_SPIKE_BITS = 4;

/** Whether Akida 1.0 has the layer: one of ours, spikes of few bits, one range for all channels, and no output rounded elsewhere. */
function isForAkida1(node: LayerNode): boolean {
  if (!layerDefinition(node.className)) return false;
  const config = node.serialized['quant_config'];
  const output = isJsonObject(config) ? config['output_quantizer'] : undefined;
  if (!isJsonObject(output)) return true;
  const bits = output['bitwidth'];
  const isSpike = typeof bits === 'number' && bits <= MOST_SPIKE_BITS;
  return /QuantizedReLU$/.test(node.className) && isSpike && output['axis'] !== 'per-axis';
}

/** A head whose output QuantizeML rounds, where everything else is for Akida 1.0. @throws StudioError keras/quantizeml-last-output */
function refuseLastOutput(graph: ModelGraph, node: LayerNode, file: string): void {
  const isLast = lastNeuralIndex(graph.layers) === graph.layers.indexOf(node);
  const [bits] = quantizerBits(node, 'output_quantizer');
  if (!isQuantizemlNeural(node) || !isLast || bits === undefined) return;
  fail('keras/quantizeml-last-output', { file, layer: node.name }, bits);
}

/** Longer models are told by their beginning and their end. */
const MOST_LAYERS = 12;

/** The layers with their output shapes. */
function contentOf(graph: ModelGraph): readonly string[] {
  const shapes = outputShapes(graph);
  const lines = graph.layers.map(({ name, className }) => {
    const shape = shapes.output(name)?.slice(1);
    const size =
      shape && shape.length > 0 ? ` (${shape.map((dim) => dim ?? '?').join(' × ')})` : '';
    return `${className.replace(/^.*>/, '')} "${name}"${size}`;
  });
  if (lines.length <= MOST_LAYERS) return lines;
  const [start, end] = [lines.slice(0, MOST_LAYERS - 2), lines.slice(-2)];
  return [...start, `${lines.length - MOST_LAYERS} more`, ...end];
}

/** Bits of one of a layer's quantizers, where its configuration says them as QuantizeML does. */
function quantizerBits({ serialized }: LayerNode, key: string): readonly number[] {
  const config = serialized['quant_config'];
  const quantizer = isJsonObject(config) ? config[key] : undefined;
  const bits = isJsonObject(quantizer) ? quantizer['bitwidth'] : undefined;
  return typeof bits === 'number' ? [bits] : [];
}
