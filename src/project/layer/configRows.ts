import type { AkidaLayer, QuantizerLayer } from '../../core/akida/model.ts';
import type { LayerNode } from '../../core/ir/graph.ts';
import { layerDefinition } from '../../core/layers/index.ts';
import type { ParamTable } from '../../core/layers/params.ts';
import { shortestFloat32 } from '../../core/tensor/floats.ts';
import type { ConfigRow } from './layerView.ts';

/** Entries that every Keras layer has and that say nothing about what it computes. */
const GENERAL = new Set(['name', 'trainable', 'dtype', 'batch_input_shape', 'batch_shape']);

/** A Keras layer's configuration: what we know with its meaning, then what else the file holds. */
export function configOfNode(node: LayerNode): readonly ConfigRow[] {
  const params = layerDefinition(node.className)?.params as ParamTable | undefined;
  const config = node.config as Readonly<Record<string, never>>;
  const known = Object.entries(params ?? {}).map(([name, param]) => ({
    key: param.key,
    value: textOf(param.serialize(config[name] as never)),
    doc: param.doc,
  }));
  const keys = new Set(known.map(({ key }) => key));
  const others = Object.entries(node.serialized)
    .filter(([key]) => !keys.has(key) && !GENERAL.has(key))
    .map(([key, value]) => ({ key, value: textOf(value), doc: null }));
  return [...known, ...others];
}

/** What turns real inputs into integers in front of a model of QuantizeML. */
export function configOfQuantizer(layer: QuantizerLayer): readonly ConfigRow[] {
  return [
    row('input_shape', layer.inputShape, 'Width, height and channels of the input.'),
    row('output_bits', layer.outputBits, 'Bits of a value that it gives.'),
    row('scales', [...layer.scales], 'Factor of a real value, one a channel.'),
    row('zero_points', [...layer.zeroPoints], 'What zero becomes, one a channel.'),
  ];
}

/** What an Akida layer is made with, in the words of the runtime. */
export function configOfAkida(layer: AkidaLayer): readonly ConfigRow[] {
  if (layer.kind === 'InputData') {
    return [
      row('input_shape', layer.inputShape, 'Width, height and channels of the input.'),
      row('input_bits', layer.inputBits, 'Bits of an input value.'),
      row('input_signed', layer.inputSigned, 'Whether inputs may be negative.'),
    ];
  }
  const activation = [
    row('activation', layer.activation, 'Whether it spikes; the head gives potentials instead.'),
    row('act_bits', layer.actBits, 'Bits of a spike.'),
    row('weights_bits', layer.weightBits, 'Bits of a weight.'),
  ];
  if (layer.kind === 'FullyConnected') {
    return [row('units', layer.units, 'Number of neurons.'), ...activation];
  }
  const { pooling } = layer;
  return [
    ...(layer.kind === 'InputConvolutional'
      ? [
          row('input_shape', layer.inputShape, 'Width, height and channels of the input.'),
          row('padding_value', layer.paddingValue, 'Pixel value of padded cells.'),
        ]
      : []),
    row('filters', layer.filters, 'Number of output channels.'),
    row('kernel_size', layer.kernelSize, 'Cells of the window.'),
    row('kernel_stride', layer.strides, 'Step of the window.'),
    row('padding', layer.padding, '"same" keeps the size, "valid" adds no cells.'),
    row('pool_type', pooling.type, 'Pooling behind the convolution.'),
    ...(pooling.type === 'max'
      ? [
          row('pool_size', pooling.size, 'Cells of the pooling window.'),
          row('pool_stride', pooling.strides, 'Step of the pooling window.'),
        ]
      : []),
    ...activation,
  ];
}

function row(key: string, value: unknown, doc: string): ConfigRow {
  return { key, value: textOf(value), doc };
}

function textOf(value: unknown): string {
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object')) {
    return `(${value.map(textOf).join(', ')})`;
  }
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return shortestFloat32(value);
  return JSON.stringify(value);
}
