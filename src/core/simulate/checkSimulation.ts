import {
  neuronsOf,
  type AkidaLayer,
  type AkidaModel,
  type InputConvolutionalLayer,
  type InputDataLayer,
  type NeuralAkidaLayer,
} from '../akida/model.ts';
import { geometryOf, type LayerGeometry } from '../akida/shapes.ts';
import { diagnostic, fail, StudioError, type Diagnostic } from '../errors/diagnostic.ts';
import {
  formatShape,
  sameShape,
  sizeOf,
  type NumericArray,
  type Tensor,
} from '../tensor/tensor.ts';

const MIN_STEP = 1 / 16;
const STEP_LIMIT = 2 ** 24;

/**
 * Checks that a model's parts fit together, so that the engines can trust them.
 * @throws StudioError with one diagnostic a problem: no input layer, shapes that do not fit, steps out of range
 */
export function checkRunnable(model: AkidaModel): void {
  const problems = inputProblems(model.layers);
  if (problems.length === 0) {
    const geometries = geometryOf(model);
    model.layers.forEach((layer, index) => {
      const geometry = geometries[index];
      if (geometry !== undefined && layer.kind !== 'InputData') {
        problems.push(...layerProblems(layer, geometry));
      }
    });
  }
  if (problems.length > 0) throw new StudioError(problems);
}

function inputProblems(layers: readonly AkidaLayer[]): Diagnostic[] {
  const kinds = layers.map((layer) => layer.kind);
  const [first] = layers;
  const inputs = kinds.filter((kind) => kind === 'InputData' || kind === 'InputConvolutional');
  if (
    first === undefined ||
    inputs.length !== 1 ||
    inputs[0] !== first.kind ||
    layers.length < (first.kind === 'InputData' ? 2 : 1)
  ) {
    return [diagnostic('simulate/no-input-layer', {}, kinds.join(', ') || 'no layer')];
  }
  if (first.kind !== 'InputData') return [];
  if (!first.inputSigned && first.inputBits >= 1 && first.inputBits <= 8) return [];
  const received = `${first.inputSigned ? 'signed' : 'unsigned'}, ${first.inputBits} bits`;
  return [diagnostic('simulate/input-bits', { layer: first.name }, received)];
}

function layerProblems(layer: NeuralAkidaLayer, geometry: LayerGeometry): Diagnostic[] {
  const where = { layer: layer.name };
  const problems: Diagnostic[] = [];
  const expectLength = (what: string, expected: number, received: number): void => {
    if (expected === received) return;
    const text = [`${expected} values`, `${received} values`] as const;
    problems.push(diagnostic('simulate/layer-shape', where, what, ...text));
  };
  const { input, output } = geometry;
  if (Math.min(...input, ...geometry.convolution, ...output) < 1) {
    const received = `output (${output.join(', ')}) of input (${input.join(', ')})`;
    return [diagnostic('simulate/layer-shape', where, 'output', 'at least one cell', received)];
  }
  const neurons = neuronsOf(layer);
  const kernel = layer.kind === 'FullyConnected' ? input : [...layer.kernelSize, input[2]];
  const separable = layer.kind === 'SeparableConvolutional';
  expectLength('kernel', sizeOf(kernel) * (separable ? 1 : neurons), layer.weights.length);
  if (separable) expectLength('pointwise kernel', input[2] * neurons, layer.weightsPw.length);
  expectLength('threshold', neurons, layer.threshold.length);
  expectLength('activation step', neurons, layer.actStep.length);
  // A layer without activation fires nothing: its step only divides the logits, and no register bounds it.
  const limit = layer.activation ? STEP_LIMIT : Infinity;
  const step = layer.actStep.find((value) => !(value >= MIN_STEP && value < limit));
  if (step !== undefined) {
    problems.push(diagnostic('simulate/step-range', where, step, layer.activation));
  }
  return problems;
}

/**
 * Checks inputs as the reference runtime does and gives their number.
 * @param inputs  uint8 (N, X, Y, C), float32 too where a Quantizer stands first; a model with a (1, 1, C) input also takes (N, C)
 * @throws StudioError simulate/input-type, simulate/input-shape, simulate/empty-input, or simulate/input-range when InputData
 *                     gets a value above 2^inputBits - 1
 */
export function checkInputs(model: AkidaModel, inputs: Tensor<NumericArray>): number {
  const [first] = model.layers;
  if (first === undefined || !('inputShape' in first)) {
    return fail('simulate/no-input-layer', {}, first?.kind ?? 'no layer');
  }
  const where = { layer: first.name };
  if (model.quantizer && inputs.data instanceof Float32Array) return countOf(first, inputs);
  if (!(inputs.data instanceof Uint8Array)) {
    fail(
      'simulate/input-type',
      where,
      inputs.data.constructor.name.replace('Array', '').toLowerCase(),
    );
  }
  const count = countOf(first, inputs);
  if (first.kind === 'InputData') {
    const largest = 2 ** first.inputBits - 1;
    const index = firstAbove(inputs.data, largest);
    if (index !== -1) {
      fail('simulate/input-range', where, inputs.data[index] ?? 0, index, largest);
    }
  }
  return count;
}

function countOf(
  { name, inputShape }: InputDataLayer | InputConvolutionalLayer,
  inputs: Tensor<NumericArray>,
): number {
  const where = { layer: name };
  const count = inputs.shape[0] ?? 0;
  const [x, y, c] = inputShape;
  const isVector = x === 1 && y === 1;
  const fits =
    sameShape(inputs.shape, [count, x, y, c]) || (isVector && sameShape(inputs.shape, [count, c]));
  if (!fits) {
    const expected = `(N, ${x}, ${y}, ${c})${isVector ? ` or (N, ${c})` : ''}`;
    fail('simulate/input-shape', where, expected, formatShape(inputs.shape));
  }
  if (count === 0) fail('simulate/empty-input', where, formatShape(inputs.shape));
  return count;
}

/** A plain loop: `findIndex` with its callback took as long as the run of a small model. */
function firstAbove(values: Uint8Array, largest: number): number {
  for (let i = 0; i < values.length; i++) {
    if ((values[i] ?? 0) > largest) return i;
  }
  return -1;
}
