import type { BlockView, GraphView, LayerView } from '../../../project/views/graphView.ts';

/** A layer for tests: a convolution in float, changed by `rest`. */
export function layerView(name: string, rest: Partial<LayerView> = {}): LayerView {
  return {
    name,
    className: 'Conv2D',
    role: 'neural',
    scope: [],
    inputs: [],
    outputShape: [null, 8, 8, 16],
    parameters: 100,
    weights: [],
    weightBits: null,
    activationBits: null,
    fate: 'stays',
    doc: null,
    config: {},
    ...rest,
  };
}

/** A chain of blocks of a convolution `c0` and a ReLU `r0` each; `change` alters single convolutions. */
export function chainView(
  length: number,
  change: (i: number) => Partial<LayerView> = () => ({}),
): GraphView {
  const layers: LayerView[] = [];
  const blocks: BlockView[] = [];
  for (let i = 0; i < length; i++) {
    const inputs = i === 0 ? [] : [`r${i - 1}`];
    layers.push(layerView(`c${i}`, { inputs, ...change(i) }));
    layers.push(
      layerView(`r${i}`, {
        className: 'ReLU',
        role: 'activation',
        inputs: [`c${i}`],
        parameters: 0,
      }),
    );
    blocks.push({ name: `c${i}`, kind: 'Convolutional', layers: [`c${i}`, `r${i}`] });
  }
  return graphView(layers, blocks);
}

export function graphView(layers: readonly LayerView[], blocks: readonly BlockView[]): GraphView {
  const inBlocks = new Set(blocks.flatMap((block) => block.layers));
  return {
    name: 'test',
    layers,
    blocks,
    loose: layers.map(({ name }) => name).filter((name) => !inBlocks.has(name)),
    parameters: layers.reduce((sum, { parameters }) => sum + parameters, 0),
  };
}
