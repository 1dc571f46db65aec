import type {
  AkidaActivation,
  AkidaLayer,
  AkidaPooling,
  ConvolutionalLayer,
} from '../akida/model.ts';
import { fail, type Where } from '../errors/diagnostic.ts';
import { formatShape, sameShape } from '../tensor/tensor.ts';
import {
  layerTypes,
  paddings,
  poolTypes,
  spatialParams,
  weightBitwidths,
  weightTypes,
  type Dtype,
  type FileLayer,
} from './fileLayer.ts';

/** Sizes above this occur in no hardware and no toolkit: a damaged file. */
const MAX_SIZE = 65_535;
const INT32_MIN = -(2 ** 31);

/**
 * Reads one layer of a file into the integer model; parameters and variables of other runtimes are left out.
 * @param input (x, y, c) that arrives from the layer before; not used by input layers
 * @throws StudioError fbz/missing, fbz/wrong-param, fbz/wrong-variable
 */
export function layerFromFile(
  file: string,
  layer: FileLayer,
  input: readonly [number, number, number],
): AkidaLayer {
  const fields = new LayerFields(layer, { file, layer: layer.name });
  const code = fields.param('layer_type', 1, 5);
  const kind = (Object.keys(layerTypes) as AkidaLayer['kind'][]).find(
    (key) => layerTypes[key] === code,
  );
  const { name } = layer;
  switch (kind) {
    case 'InputData':
      return {
        kind,
        name,
        inputShape: fields.inputShape(),
        inputBits: fields.param('input_bits', 1, 8),
        inputSigned: fields.param('input_signed', 0, 1) === 1,
      };
    case 'InputConvolutional': {
      const inputShape = fields.inputShape();
      const convolution = fields.convolution('pixels');
      const { kernelSize, filters, weightBits } = convolution;
      const weights = fields.weights(
        'weights',
        [...kernelSize, inputShape[2], filters],
        weightBits,
      );
      const paddingValue = fields.param('padding_value', INT32_MIN);
      const layerOf = { kind, name, inputShape, ...convolution, paddingValue, weights } as const;
      const hasGroups = layer.variables.has('wta_groups') || !convolution.activation;
      return hasGroups ? layerOf : { ...layerOf, withoutGroups: true };
    }
    case 'Convolutional': {
      const convolution = fields.convolution();
      const { kernelSize, filters, weightBits } = convolution;
      const weights = fields.weights('weights', [...kernelSize, input[2], filters], weightBits);
      return { kind, name, ...convolution, weights };
    }
    case 'SeparableConvolutional': {
      const convolution = fields.convolution();
      const { kernelSize, filters, weightBits } = convolution;
      const weights = fields.weights('weights', [...kernelSize, input[2], 1], weightBits);
      const weightsPw = fields.weights('weights_pw', [1, 1, input[2], filters], weightBits);
      return { kind, name, ...convolution, weights, weightsPw };
    }
    default: {
      const units = fields.param('units', 1, MAX_SIZE);
      const weightBits = fields.weightBits('spikes');
      const rows = input[0] * input[1] * input[2];
      const weights = fields.weights('weights', [1, 1, rows, units], weightBits);
      return {
        kind: 'FullyConnected',
        name,
        units,
        weightBits,
        ...fields.activation(units),
        weights,
      };
    }
  }
}

/** Checked access to the parameters and variables of one layer. */
export class LayerFields {
  private readonly layer: FileLayer;
  private readonly where: Where;

  constructor(layer: FileLayer, where: Where) {
    this.layer = layer;
    this.where = where;
  }

  param(name: string, min: number, max = Infinity): number {
    const where = { ...this.where, path: `params.${name}` };
    const value = this.layer.params.get(name) ?? fail('fbz/missing', where, `parameter "${name}"`);
    if (value < min || value > max) {
      const range = max === Infinity ? `${min} or more` : `${min} to ${max}`;
      fail('fbz/wrong-param', where, name, range, `${value}`);
    }
    return value;
  }

  inputShape(): [number, number, number] {
    return [...this.pair('input'), this.param('input_channels', 1, MAX_SIZE)];
  }

  weightBits(input: keyof typeof weightBitwidths): number {
    return this.bits('weights_bits', weightBitwidths[input]);
  }

  convolution(
    input: keyof typeof weightBitwidths = 'spikes',
  ): Omit<ConvolutionalLayer, 'kind' | 'name' | 'weights'> {
    const filters = this.param('filters', 1, MAX_SIZE);
    return {
      filters,
      kernelSize: this.pair('kernel'),
      strides: this.pair('stride'),
      padding: this.choice('padding', paddings),
      pooling: this.pooling(),
      weightBits: this.weightBits(input),
      ...this.activation(filters),
    };
  }

  activation(neurons: number): AkidaActivation {
    const activation = this.param('activation', 0, 1) === 1;
    const thresholdBytes = this.variable('threshold', 'int32', [neurons]);
    const stepBytes = this.variable('act_step', 'float32', [neurons]);
    const threshold = new Int32Array(neurons);
    const actStep = new Float32Array(neurons);
    const thresholds = viewOf(thresholdBytes);
    const steps = viewOf(stepBytes);
    // A runtime cuts the step to 4 fractional bits and divides by it.
    const smallest = activation ? 1 / 16 : Number.MIN_VALUE;
    for (let i = 0; i < neurons; i++) {
      threshold[i] = thresholds.getInt32(4 * i, true);
      const step = steps.getFloat32(4 * i, true);
      actStep[i] = step;
      if (Number.isFinite(step) && step >= smallest) continue;
      const expected = activation ? 'finite values of at least 1/16' : 'finite values above 0';
      this.wrongVariable('act_step', expected, `${step} at neuron ${i}`);
    }
    return { activation, actBits: this.bits('act_bits', [1, 2, 4]), threshold, actStep };
  }

  weights(name: string, shape: readonly number[], bits: number): Int8Array {
    const { dtype, min, max } = weightTypes[bits] ?? fail('fbz/missing', this.where, 'weight type');
    const weights = new Int8Array(this.variable(name, dtype, shape));
    const wrong = weights.find((weight) => weight < min || weight > max);
    if (wrong !== undefined) {
      this.wrongVariable(name, `${bits}-bit weights from ${min} to ${max}`, `${wrong}`);
    }
    return weights;
  }

  private pooling(): AkidaPooling {
    const type = this.choice('pool_type', poolTypes);
    if (type !== 'max') return { type };
    return { type, size: this.pair('pooling'), strides: this.pair('poolingStride') };
  }

  private pair(size: keyof typeof spatialParams): [number, number] {
    const [x, y] = spatialParams[size];
    return [this.param(x, 1, MAX_SIZE), this.param(y, 1, MAX_SIZE)];
  }

  private choice<T>(name: string, choices: readonly T[]): T {
    const value = choices[this.param(name, 0, choices.length - 1)];
    return value ?? fail('fbz/missing', this.where, `parameter "${name}"`);
  }

  bits(name: string, allowed: readonly number[]): number {
    const value = this.param(name, 1, 8);
    if (allowed.includes(value)) return value;
    const where = { ...this.where, path: `params.${name}` };
    return fail('fbz/wrong-param', where, name, `one of ${allowed.join(', ')}`, `${value}`);
  }

  variable(name: string, dtype: Dtype, shape: readonly number[]): Uint8Array {
    const variable =
      this.layer.variables.get(name) ??
      fail('fbz/missing', { ...this.where, path: `variables["${name}"]` }, `variable "${name}"`);
    if (variable.dtype !== dtype || !sameShape(variable.shape, shape)) {
      this.wrongVariable(
        name,
        `${dtype} ${formatShape(shape)}`,
        `${variable.dtype} ${formatShape(variable.shape)}`,
      );
    }
    return variable.data;
  }

  wrongVariable(name: string, expected: string, received: string): never {
    const where = { ...this.where, path: `variables["${name}"]` };
    return fail('fbz/wrong-variable', where, name, expected, received);
  }
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
