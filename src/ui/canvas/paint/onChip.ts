import type { Estimate } from '../../../core/cost/estimate.ts';
import type { ChipLayerView } from '../../../project/views/chip.ts';
import { enterStage } from '../../../store/actions/view.ts';
import type { StudioState } from '../../../store/studioStore.ts';
import { leftOutText } from '../../chip/chipWords.ts';
import { quantityText, rangeOf } from '../../chip/estimates.ts';
import type { Measurement, NotYet } from './define.ts';

const toQuantize = {
  label: 'Go to Quantize',
  run: () => {
    enterStage('quantize');
  },
};

/** A number of every layer where it lies on the chip. */
export function mappedValues(
  { derived }: StudioState,
  of: (layer: ChipLayerView) => number,
): ReadonlyMap<string, number> | NotYet {
  if (!derived?.converted) {
    return { missing: 'The network does not convert yet.', action: toQuantize };
  }
  if (!derived.chip) {
    return { missing: 'No chip is chosen whose processors are known.', action: toQuantize };
  }
  return new Map(derived.chip.layers.map((layer) => [layer.name, of(layer)]));
}

/** An estimate of every layer, from the events of a run. */
export function estimated(
  state: StudioState,
  of: 'milliseconds' | 'microjoules',
  units: Parameters<typeof quantityText>[1],
): Measurement | NotYet {
  const mapped = mappedValues(state, () => 0);
  if ('missing' in mapped) return mapped;
  const { cost, from } = state.chipCosts ?? {};
  if (!cost || !from) {
    return {
      missing: 'No event was counted yet.',
      action: {
        label: 'Simulate an input',
        run: () => {
          enterStage('simulate');
        },
      },
    };
  }
  const found = new Map(
    cost.layers.flatMap((layer): [string, Estimate][] => {
      const estimate = layer[of];
      return estimate ? [[layer.name, estimate]] : [];
    }),
  );
  if (found.size === 0) return { missing: 'Nothing was published for layers of these kinds.' };
  const values = new Map([...found].map(([name, { value }]) => [name, value]));
  const total = [...values.values()].reduce((sum, value) => sum + value, 0);
  const [first] = found.values();
  return {
    values,
    spread: 'log',
    combine: 'sum',
    format: (value) => quantityText(value, units),
    formatEnd: (value) => quantityText(value, units),
    exact: (value, names) => {
      const [only] = names.length === 1 ? names.flatMap((name) => found.get(name) ?? []) : [];
      const range = only ? `, ${rangeOf(only, units)}` : '';
      return `About ${quantityText(value, units)}${range}; ${percent(value, total)} of all`;
    },
    share: (value) => (total === 0 ? 0 : value / total),
    basis: [`Events of ${from.on}.`, first?.basis, leftOutText(cost)].filter(Boolean).join(' '),
  };
}

/** A share as `12.3 %`. */
export function percent(value: number, total: number): string {
  return `${total === 0 ? 0 : ((value / total) * 100).toFixed(1)} %`;
}
