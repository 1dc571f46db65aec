import { geometryOf } from '../../core/akida/shapes.ts';
import { convertedModel } from '../../project/convertedModel.ts';
import type { NetworkLayerView } from '../../project/views/networkView.ts';
import { defineMethod } from './define.ts';

/** Largest pixel of an image input. */
const LARGEST_PIXEL = 255;

/** Tells what the page must know of the converted network to show its runs. @throws StudioError studio/not-converted */
export const describeNetwork = defineMethod('describeNetwork', ({ plan }, { document }) => {
  const model = convertedModel(document(), plan, 'Simulate');
  const geometry = geometryOf(model);
  const [first] = model.layers;
  const isSparse = first?.kind === 'InputData';
  return {
    input: {
      shape: geometry[0]?.input ?? [0, 0, 0],
      kind: isSparse ? 'sparse' : 'image',
      largest: isSparse ? 2 ** first.inputBits - 1 : LARGEST_PIXEL,
    },
    layers: model.layers.flatMap((layer, i): NetworkLayerView[] => {
      if (layer.kind === 'InputData') return [];
      const { name, kind, activation, actBits, threshold, actStep } = layer;
      const outputShape = geometry[i]?.output ?? [0, 0, 0];
      const largestSpike = activation ? 2 ** actBits - 1 : null;
      return [{ name, kind, outputShape, largestSpike, threshold, actStep }];
    }),
  };
});
