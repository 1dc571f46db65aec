import { describe, expect, it } from 'vitest';
import { buildChain, type LayerSpec } from '../../core/testing/buildChain.ts';
import { goldenFile } from '../../core/testing/golden.ts';
import { conv, maxPool, relu } from '../../core/testing/layerSpecs.ts';
import { readDocument, type StudioDocument } from '../document.ts';
import { initialPlan, type Plan } from '../plan.ts';
import { layerDetails } from './layerDetails.ts';
import type { LayerDetails } from './layerView.ts';

const BITS = { inputWeightBits: 8, weightBits: 4, activationBits: 4 };
const quantized: Plan = { ...initialPlan, settings: { ...initialPlan.settings, bits: BITS } };

function opened(path: string): Promise<StudioDocument> {
  return readDocument([{ name: path.split('/').at(-1) ?? '', bytes: goldenFile(path) }]);
}

describe('layerDetails', () => {
  it('tells a float layer: configuration with meanings, weights, limits, nothing converted', async () => {
    const document = await opened('mnist/mnist_float.h5');
    const details = layerDetails(document, initialPlan, 'conv_1');
    expect(details.inputShapes).toEqual([[null, 14, 14, 24]]);
    expect(details.config).toContainEqual({
      key: 'filters',
      value: '40',
      doc: 'Number of output channels.',
    });
    const [kernel] = details.weights;
    expect(kernel).toMatchObject({ name: 'kernel', shape: [3, 3, 24, 40], grid: null });
    expect(kernel?.histogram.counts.reduce((sum, count) => sum + count, 0)).toBe(kernel?.count);
    expect(details.hardware?.notes).toContainEqual(
      expect.objectContaining({ name: 'Input channels', found: '24', share: 24 / 2048 }),
    );
    expect(details.converted).toBeNull();
  });

  it('tells a quantized layer: its grid, thresholds and steps', async () => {
    const document = await opened('mnist/mnist_float.h5');
    const details = layerDetails(document, quantized, 'conv_1');
    const grid = details.weights[0]?.grid;
    expect(grid).toMatchObject({ bits: 4, quantizer: 'MaxPerAxisQuantizer' });
    expect(grid?.levels.map(({ level }) => level).at(0)).toBe(-7);
    expect(grid?.levels.map(({ level }) => level).at(-1)).toBe(7);
    expect(grid?.levels.reduce((sum, { count }) => sum + count, 0)).toBe(3 * 3 * 24 * 40);
    // Uniform rounding loses about 1.76 + 6.02 bits dB at best; a kernel with tails loses more.
    expect(grid?.sqnr).toBeGreaterThan(8);
    expect(grid?.sqnr).toBeLessThan(26);
    expect(details.converted?.thresholds).toHaveLength(40);
    expect(details.converted?.steps.every((step) => step > 0)).toBe(true);
    expect(details.hardware?.notes.map(({ name }) => name)).toContain('Largest threshold');
    expect(details.hardware?.notes.every(({ fits }) => fits)).toBe(true);
  });

  it('tells a layer of an .fbz in the words of the runtime', async () => {
    const document = await opened('mnist/mnist_qat_iq8_wq4_aq4.fbz');
    const details = layerDetails(document, initialPlan, 'sep_2');
    expect(details.config).toContainEqual(
      expect.objectContaining({ key: 'kernel_size', value: '(3, 3)' }),
    );
    expect(details.weights.map(({ name }) => name)).toEqual(['weights', 'weights_pw']);
    expect(details.converted).toMatchObject({ kind: 'SeparableConvolutional', neurons: 80 });
  });

  it.each(['hw_kernel_9', 'hw_stride_3', 'hw_dense_too_wide', 'hw_input_filters_100'])(
    'shows the limit that %s breaks',
    async (name) => {
      const document = await opened(`compat/${name}.h5`);
      const { loaded } = document;
      if (loaded.kind !== 'keras') throw new Error('a Keras model');
      const all: LayerDetails[] = [];
      for (const { name: layer } of loaded.graph.layers) {
        all.push(layerDetails(document, initialPlan, layer));
      }
      const notes = all.flatMap(({ hardware }) => hardware?.notes ?? []);
      expect(notes.some(({ fits }) => !fits)).toBe(true);
    },
  );

  it.each<[string, readonly LayerSpec[], readonly string[]]>([
    [
      'a kernel and a pool',
      [
        conv('b', { kernel_size: [9, 9], padding: 'valid' }),
        maxPool('p', { pool_size: [3, 3], padding: 'valid' }),
      ],
      [
        'Kernel size not supported by the chip',
        'Padding not supported by the chip',
        'Pooling not supported by the chip',
        'The last layer has max pooling',
      ],
    ],
    [
      'a kernel of two sizes that are allowed',
      [conv('b', { kernel_size: [3, 5] })],
      ['Kernel size not supported by the chip'],
    ],
  ])('shows all limits that one layer breaks: %s', async (_, specs, broken) => {
    const graph = buildChain([16, 16, 3], [conv('a'), relu('r'), ...specs]);
    const document = await opened('mnist/mnist_float.h5');
    const loaded = { kind: 'keras', format: 'keras2-h5', version: '2.10.0', graph } as const;
    const { hardware } = layerDetails({ ...document, loaded }, initialPlan, 'b');
    const named = (wanted: boolean) =>
      hardware?.notes.filter(({ fits }) => fits === wanted).map(({ name }) => name);
    expect(named(false)).toEqual(broken);
    expect(named(true)).toContain('Input channels');
    expect(named(true)).not.toContain('Kernel size');
  });

  it('refuses a layer that is not there', async () => {
    const document = await opened('mnist/mnist_float.h5');
    expect(() => layerDetails(document, initialPlan, 'nowhere')).toThrow(
      expect.objectContaining({
        diagnostics: [expect.objectContaining({ code: 'graph/unknown-layer-name' })],
      }),
    );
  });
});
