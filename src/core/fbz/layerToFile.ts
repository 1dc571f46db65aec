import type {
  AkidaActivation,
  AkidaLayer,
  ConvolutionalLayer,
  NeuralAkidaLayer,
} from '../akida/model.ts';
import { neuronsOf } from '../akida/model.ts';
import { invariant } from '../errors/diagnostic.ts';
import {
  layerTypes,
  paddings,
  poolTypes,
  spatialParams,
  UNSET,
  weightTypes,
  type FileLayer,
  type FileVariable,
} from './fileLayer.ts';

type Params = Readonly<Record<string, number>>;
type Variables = Readonly<Record<string, FileVariable>>;

/**
 * A layer of the integer model as named numbers and arrays, sorted by name as the runtimes write them.
 * @param input (x, y, c) that arrives at the layer
 * @param previous name of the layer before, or undefined for the first
 */
export function layerToFile(
  layer: AkidaLayer,
  input: readonly [number, number, number],
  previous: string | undefined,
): FileLayer {
  return {
    name: layer.name,
    inbounds: previous === undefined ? [] : [previous],
    params: sorted({ layer_type: layerTypes[layer.kind], ...paramsOf(layer) }),
    variables: sorted(layer.kind === 'InputData' ? {} : variablesOf(layer, input[2])),
  };
}

function paramsOf(layer: AkidaLayer): Params {
  switch (layer.kind) {
    case 'InputData':
      return {
        ...inputParams(layer.inputShape),
        input_bits: layer.inputBits,
        input_signed: layer.inputSigned ? 1 : 0,
      };
    case 'InputConvolutional':
      return {
        ...inputParams(layer.inputShape),
        ...convolutionParams(layer),
        padding_value: layer.paddingValue,
      };
    case 'FullyConnected':
      return { units: layer.units, weights_bits: layer.weightBits, ...activationParams(layer) };
    default:
      return convolutionParams(layer);
  }
}

function inputParams([x, y, c]: readonly [number, number, number]): Params {
  return { ...pairParams('input', [x, y]), input_channels: c };
}

function convolutionParams(layer: Omit<ConvolutionalLayer, 'kind' | 'name' | 'weights'>): Params {
  const { pooling } = layer;
  const unset = [UNSET, UNSET] as const;
  return {
    filters: layer.filters,
    ...pairParams('kernel', layer.kernelSize),
    ...pairParams('stride', layer.strides),
    padding: paddings.indexOf(layer.padding),
    pool_type: poolTypes.indexOf(pooling.type),
    ...pairParams('pooling', pooling.type === 'max' ? pooling.size : unset),
    ...pairParams('poolingStride', pooling.type === 'max' ? pooling.strides : unset),
    weights_bits: layer.weightBits,
    ...activationParams(layer),
  };
}

function activationParams({ activation, actBits }: AkidaActivation): Params {
  return { activation: activation ? 1 : 0, act_bits: actBits };
}

function pairParams(size: keyof typeof spatialParams, [x, y]: readonly [number, number]): Params {
  const [xName, yName] = spatialParams[size];
  return { [xName]: x, [yName]: y };
}

function variablesOf(layer: NeuralAkidaLayer, channels: number): Variables {
  const neurons = neuronsOf(layer);
  const vector = (dtype: 'int32' | 'float32', values: Int32Array | Float32Array): FileVariable => ({
    dtype,
    shape: [values.length],
    data: littleEndian(values),
  });
  const weights = (values: Int8Array, shape: readonly number[]): FileVariable => {
    const type = weightTypes[layer.weightBits];
    invariant(type, `weights of ${layer.weightBits} bits`);
    return { dtype: type.dtype, shape, data: new Uint8Array(values) };
  };
  const common = {
    threshold: vector('int32', layer.threshold),
    act_step: vector('float32', layer.actStep),
  };
  switch (layer.kind) {
    case 'InputConvolutional': {
      const shape = [...layer.kernelSize, channels, neurons];
      // Each neuron competes with itself alone; runtimes write the groups only where there is an activation.
      const groups = vector(
        'int32',
        Int32Array.from({ length: neurons }, (_, i) => i),
      );
      return {
        ...common,
        weights: weights(layer.weights, shape),
        ...(layer.activation && !layer.withoutGroups ? { wta_groups: groups } : {}),
      };
    }
    case 'Convolutional':
      return {
        ...common,
        weights: weights(layer.weights, [...layer.kernelSize, channels, neurons]),
      };
    case 'SeparableConvolutional':
      return {
        ...common,
        weights: weights(layer.weights, [...layer.kernelSize, channels, 1]),
        weights_pw: weights(layer.weightsPw, [1, 1, channels, neurons]),
      };
    case 'FullyConnected':
      return {
        ...common,
        weights: weights(layer.weights, [1, 1, layer.weights.length / neurons, neurons]),
      };
  }
}

export function littleEndian(values: Int32Array | Float32Array): Uint8Array {
  const view = new DataView(new ArrayBuffer(4 * values.length));
  for (const [i, value] of values.entries()) {
    if (values instanceof Float32Array) view.setFloat32(4 * i, value, true);
    else view.setInt32(4 * i, value, true);
  }
  return new Uint8Array(view.buffer);
}

function sorted<T>(entries: Readonly<Record<string, T>>): ReadonlyMap<string, T> {
  return new Map(Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1)));
}
