import { EVENT_LAW_BASIS } from '../../../core/cost/eventLaw.ts';
import { countText, shortCount } from '../scene/rowText.ts';
import { defineColourMode } from './define.ts';

/** Work of one inference in each block: the events' operations after a simulation, else those of a dense engine. */
export const cost = defineColourMode({
  id: 'cost',
  label: 'Cost of an inference',
  measure: (_, { graphCosts, simulate }) => {
    if (!graphCosts) return { missing: 'Counting operations\u2026' };
    const counted = new Map((simulate?.layers ?? []).map((layer) => [layer.name, layer]));
    const clocks = new Map<string, number>();
    const values = new Map<string, number>();
    for (const { name, denseOperations, npClocks } of graphCosts.layers) {
      const operations = counted.get(name)?.operations ?? denseOperations;
      if (operations === null) continue;
      values.set(name, operations);
      if (npClocks !== null) clocks.set(name, npClocks);
    }
    if (values.size === 0) return { missing: 'No layer has a shape that can be counted.' };
    const total = [...values.values()].reduce((sum, value) => sum + value, 0);
    const share = (value: number) => (total === 0 ? 0 : value / total);
    return {
      values,
      spread: 'log',
      combine: 'sum',
      format: (value) => `${shortCount(value)} operations`,
      formatEnd: shortCount,
      exact: (value, names) => {
        const known = names.flatMap((name) => clocks.get(name) ?? []);
        const chip = known.reduce((sum, clock) => sum + clock, 0);
        const parts = [
          `${countText(value)} multiply-accumulates, ${(share(value) * 100).toFixed(1)} % of all`,
          known.length < names.length
            ? null
            : `about ${shortCount(chip)} clocks of one neural processor`,
        ];
        return parts.filter((part) => part !== null).join('; ');
      },
      share,
      basis: simulate
        ? `Operations that the events of the last run needed. Clocks in the tooltip: ${EVENT_LAW_BASIS}`
        : 'Multiply-accumulates of an engine that skips nothing. Simulate an input to count what the events really need.',
    };
  },
});
