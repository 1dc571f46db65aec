import type { JsonObject } from '../ir/json.ts';
import type { LayerSpec } from './buildChain.ts';

/** Short spellings of layers for test models; every one takes more configuration as it stands in a file. */
export function conv(name: string, more: JsonObject = {}): LayerSpec {
  return ['Conv2D', { name, filters: 4, kernel_size: [3, 3], padding: 'same', ...more }];
}

export function separable(name: string, more: JsonObject = {}): LayerSpec {
  return ['SeparableConv2D', { name, filters: 4, kernel_size: [3, 3], padding: 'same', ...more }];
}

export function dense(name: string, more: JsonObject = {}): LayerSpec {
  return ['Dense', { name, units: 3, ...more }];
}

export function relu(name: string, more: JsonObject = {}): LayerSpec {
  return ['ReLU', { name, ...more }];
}

export function maxPool(name: string, more: JsonObject = {}): LayerSpec {
  return ['MaxPooling2D', { name, pool_size: [2, 2], padding: 'same', ...more }];
}

export function globalAverage(name: string, more: JsonObject = {}): LayerSpec {
  return ['GlobalAveragePooling2D', { name, ...more }];
}

export function flatten(name: string): LayerSpec {
  return ['Flatten', { name }];
}

export function norm(name: string, more: JsonObject = {}): LayerSpec {
  return ['BatchNormalization', { name, ...more }];
}

export function activation(name: string, kind: string): LayerSpec {
  return ['Activation', { name, activation: kind }];
}

function quantizer(className: string, bits: number): JsonObject {
  return { class_name: className, config: { bitwidth: bits } };
}

export function quantizedConv(name: string, bits: number, more: JsonObject = {}): LayerSpec {
  const config = { name, filters: 4, kernel_size: [3, 3], padding: 'same' };
  return [
    'QuantizedConv2D',
    { ...config, quantizer: quantizer('MaxPerAxisQuantizer', bits), ...more },
  ];
}

export function quantizedSeparable(name: string, bits: number, more: JsonObject = {}): LayerSpec {
  const config = { name, filters: 4, kernel_size: [3, 3], padding: 'same' };
  const both = {
    quantizer: quantizer('MaxPerAxisQuantizer', bits),
    quantizer_dw: quantizer('MaxQuantizer', bits),
  };
  return ['QuantizedSeparableConv2D', { ...config, ...both, ...more }];
}

export function quantizedDense(name: string, bits: number, more: JsonObject = {}): LayerSpec {
  return [
    'QuantizedDense',
    { name, units: 3, quantizer: quantizer('MaxPerAxisQuantizer', bits), ...more },
  ];
}

export function quantizedRelu(name: string, bits: number, maxValue = 6): LayerSpec {
  return ['QuantizedReLU', { name, bitwidth: bits, max_value: maxValue }];
}
