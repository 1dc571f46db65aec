import type { AkidaLayer, AkidaModel, NeuralAkidaLayer } from '../akida/model.ts';
import { neuronsOf } from '../akida/model.ts';
import { geometryOf, type LayerGeometry } from '../akida/shapes.ts';
import { diagnostic, StudioError, type Diagnostic } from '../errors/diagnostic.ts';
import { sizeOf } from '../tensor/tensor.ts';

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
  const step = layer.actStep.find((value) => !(value >= MIN_STEP && value < STEP_LIMIT));
  if (step !== undefined) problems.push(diagnostic('simulate/step-range', where, step));
  return problems;
}
