import { describe, expect, it } from 'vitest';
import { geometryOf } from '../akida/shapes.ts';
import { convertGraph } from '../convert/convertGraph.ts';
import { buildChain } from '../testing/buildChain.ts';
import { goldenCases, goldenJson } from '../testing/golden.ts';
import { readGoldenKeras } from '../testing/goldenModels.ts';
import { conv, dense, flatten, maxPool, quantizedConv, relu } from '../testing/layerSpecs.ts';
import { chipPlan } from './chipPlan.ts';

describe('chipPlan', () => {
  it('knows the geometry of a float model, and not its bits', () => {
    const graph = buildChain(
      [16, 12, 3],
      [conv('a'), relu('r'), maxPool('p'), flatten('f'), dense('d')],
    );
    const [first, head] = chipPlan(graph, { inputIsImage: true });
    expect(first).toMatchObject({
      kind: 'InputConvolutional',
      input: [16, 12, 3],
      pooling: { type: 'max' },
      activates: true,
      quantizer: null,
      grid: null,
      inputBits: 8,
      maxInput: 255,
      inputScaling: [1, 0],
      isFirst: true,
      isLast: false,
    });
    // As conversion orders them: the pool before the activation.
    expect(first?.members.map(({ name }) => name)).toEqual(['a', 'p', 'r', 'f']);
    expect(head).toMatchObject({ kind: 'FullyConnected', inputBits: null, isLast: true });
    // A dense layer reads the map before Flatten.
    expect(head?.input?.slice(0, 2)).toEqual([8, 6]);
    expect(head?.previous).toBe(first);
  });

  it('takes events as 4 bits into an ordinary convolution', () => {
    const graph = buildChain([8, 8, 2], [quantizedConv('a', 4)]);
    const [only] = chipPlan(graph, { inputIsImage: false, inputScaling: [15, 0] });
    expect(only).toMatchObject({
      kind: 'Convolutional',
      inputBits: 4,
      maxInput: 15,
      inputScaling: [15, 0],
      seesPixels: false,
    });
  });

  it.each(['fuzz', 'named', 'shapes'] as const)(
    'agrees with the geometry of every converted model in golden/%s',
    async (family) => {
      for (const path of goldenCases(family)) {
        const graph = await readGoldenKeras(`${path}/quantized.h5`);
        const { input_is_image: inputIsImage } = goldenJson(`${path}/case.json`) as {
          readonly input_is_image: boolean;
        };
        const plan = chipPlan(graph, { inputIsImage });
        const model = convertGraph(graph, { inputIsImage });
        const geometry = geometryOf(model);
        const onChip = model.layers.flatMap((layer, i) =>
          layer.kind === 'InputData'
            ? []
            : [{ name: layer.name, kind: layer.kind, input: geometry[i]?.input }],
        );
        expect(plan.map(({ node, kind, input }) => ({ name: node.name, kind, input }))).toEqual(
          onChip,
        );
      }
    },
  );
});
