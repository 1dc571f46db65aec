import { countText, shortCount } from '../scene/rowText.ts';
import { defineColourMode } from './define.ts';

/** Number of parameters of each block, and its share of the model's. */
export const parameters = defineColourMode({
  id: 'parameters',
  label: 'Parameters',
  measure: (units, _, graph) => {
    const values = new Map(
      units.map(({ name, layers }) => [
        name,
        layers.reduce((sum, layer) => sum + layer.parameters, 0),
      ]),
    );
    const share = (value: number) => (graph.parameters === 0 ? 0 : value / graph.parameters);
    return {
      values,
      spread: 'log',
      combine: 'sum',
      format: (value) => `${shortCount(value)} parameters`,
      formatEnd: shortCount,
      exact: (value) =>
        `${countText(value)} parameters, ${(share(value) * 100).toFixed(1)} % of the model`,
      share,
      basis: 'Numbers in the file, trainable or not. The bar is the share of the model.',
    };
  },
});
