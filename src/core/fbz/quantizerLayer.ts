import type { QuantizerLayer } from '../akida/model.ts';
import { QUANTIZER_TYPE, spatialParams, type FileLayer } from './fileLayer.ts';
import { LayerFields, viewOf } from './layerFromFile.ts';
import { littleEndian } from './layerToFile.ts';

/** Bits that the runtime takes. */
const OUTPUT_BITS = [4, 8] as const;

/**
 * Reads the layer with which the toolkit 2.19 begins a model of QuantizeML. Signed ones belong to Akida 2.0.
 * @throws StudioError fbz/missing, fbz/wrong-param, fbz/wrong-variable
 */
export function quantizerFromFile(file: string, layer: FileLayer): QuantizerLayer {
  const fields = new LayerFields(layer, { file, layer: layer.name });
  const inputShape = fields.inputShape();
  const channels = inputShape[2];
  const bytes = viewOf(fields.variable('scales', 'float32', [channels]));
  const scales = Float32Array.from({ length: channels }, (_, i) => bytes.getFloat32(4 * i, true));
  const wrong = scales.find((scale) => !Number.isFinite(scale) || scale <= 0);
  if (wrong !== undefined) fields.wrongVariable('scales', 'finite values above 0', `${wrong}`);
  fields.param('channels_first', 0, 0);
  fields.param('output_signed', 0, 0);
  return {
    kind: 'Quantizer',
    name: layer.name,
    inputShape,
    outputBits: fields.bits('output_bits', OUTPUT_BITS),
    scales,
    zeroPoints: new Uint8Array(fields.variable('zero_points', 'uint8', [channels])),
  };
}

/** The layer as named numbers and arrays, sorted by name. */
export function quantizerToFile(layer: QuantizerLayer): FileLayer {
  const [x, y, channels] = layer.inputShape;
  const [xName, yName] = spatialParams.input;
  return {
    name: layer.name,
    inbounds: [],
    params: new Map([
      ['channels_first', 0],
      ['input_channels', channels],
      [yName, y],
      [xName, x],
      ['layer_type', QUANTIZER_TYPE],
      ['output_bits', layer.outputBits],
      ['output_signed', 0],
    ]),
    variables: new Map([
      ['scales', { dtype: 'float32', shape: [channels], data: littleEndian(layer.scales) }],
      ['zero_points', { dtype: 'uint8', shape: [channels], data: layer.zeroPoints }],
    ]),
  };
}
