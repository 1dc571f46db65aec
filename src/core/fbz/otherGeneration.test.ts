import { expect, test } from 'vitest';
import { isStudioError } from '../errors/diagnostic.ts';
import { modernFile } from '../testing/modernFiles.ts';
import { describeOtherGeneration, type OtherLayer } from './otherGeneration.ts';
import { readFbz } from './readFbz.ts';

test('a file for Akida 2.0 says what is in it', () => {
  try {
    readFbz(modernFile('given/akida2.fbz'), 'akida2.fbz');
    expect.unreachable();
  } catch (error) {
    if (!isStudioError(error)) throw error;
    const [problem] = error.diagnostics;
    expect(problem?.code).toBe('fbz/other-generation');
    // As akida 2.19 prints it in model.summary().
    expect(problem?.received).toBe(
      [
        'Quantizer "input_quantizer" (20 × 24 × 3)',
        'InputConv2D "conv2d" (8-bit weights, 10 × 12 × 8)',
        'Conv2D "conv2d_1" (4-bit weights, 10 × 12 × 16)',
        'Dense1D "dense" (4-bit weights, 1 × 1 × 5)',
        'Dequantizer "dequantizer" (1 × 1 × 5)',
      ].join('; '),
    );
  }
});

function layer(name: string, params: Record<string, number>, ...inbounds: string[]): OtherLayer {
  return { name, inbounds, params: new Map(Object.entries(params)), weights: new Map() };
}

test('pools, branches and layers of unknown type', () => {
  const window = { kernel_size: 3, kernel_stride: 1, padding: 0, filters: 4 };
  const layers = [
    layer('in', { layer_type: 1, input_width: 9, input_height: 8, input_channels: 2 }),
    layer('a', { layer_type: 14, ...window, pool_type: 1, pool_size: 2, pool_stride: 2 }, 'in'),
    layer('b', { layer_type: 16, ...window, padding: 1, pool_type: 2 }, 'a'),
    layer('sum', { layer_type: 6 }, 'a', 'b'),
    layer('new', { layer_type: 99 }, 'sum'),
    layer('after', { layer_type: 14, ...window, kernel_stride: 0 }, 'a'),
  ];
  expect(describeOtherGeneration(layers)).toBe(
    'InputData "in" (9 × 8 × 2); Conv2D "a" (3 × 3 × 4); DepthwiseConv2D "b" (1 × 1 × 4); Add "sum"; layer of unknown type "new"; Conv2D "after"',
  );
});

test('a long network is told by its ends', () => {
  const layers = Array.from({ length: 40 }, (_, i) => layer(`l${i}`, { layer_type: 6 }));
  const text = describeOtherGeneration(layers);
  expect(text).toContain('Add "l9"; 28 more; Add "l38"; Add "l39"');
});
