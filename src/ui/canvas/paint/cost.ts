import { countText, shortCount } from '../scene/rowText.ts';
import { defineColourMode } from './define.ts';

/** Work of one inference in each block: the events' operations after a simulation, else those of a dense engine. */
export const cost = defineColourMode({
  id: 'cost',
  label: 'Operations',
  measure: (_, { graphOperations, simulate }) => {
    if (!graphOperations) return { missing: 'Counting operations\u2026' };
    const counted = new Map((simulate?.layers ?? []).map((layer) => [layer.name, layer]));
    const values = new Map(
      graphOperations.layers.flatMap(({ name, denseOperations }) => {
        const operations = counted.get(name)?.operations ?? denseOperations;
        return operations === null ? [] : [[name, operations] as const];
      }),
    );
    if (values.size === 0) return { missing: 'No layer has a shape that can be counted.' };
    const total = [...values.values()].reduce((sum, value) => sum + value, 0);
    const share = (value: number) => (total === 0 ? 0 : value / total);
    return {
      values,
      spread: 'log',
      combine: 'sum',
      format: (value) => `${shortCount(value)} operations`,
      formatEnd: shortCount,
      exact: (value) =>
        `${countText(value)} multiply-accumulates, ${(share(value) * 100).toFixed(1)} % of all`,
      share,
      basis: simulate
        ? 'Operations that the events of the last run needed.'
        : 'Multiply-accumulates of an engine that skips nothing. Simulate an input to count what the events really need.',
    };
  },
});
