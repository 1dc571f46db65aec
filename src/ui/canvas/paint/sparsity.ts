import { enterStage } from '../../../store/actions/view.ts';
import type { StudioState } from '../../../store/studioStore.ts';
import { defineColourMode } from './define.ts';

/** Share of silent neurons of each block in the last run: of one input, or else of a data set. */
export const sparsity = defineColourMode({
  id: 'sparsity',
  label: 'Silent neurons',
  measure: (_, state) => {
    const values = silentShares(state);
    if (values.size === 0) {
      return {
        missing: 'No neuron has fired yet.',
        action: {
          label: 'Simulate an input',
          run: () => {
            enterStage('simulate');
          },
        },
      };
    }
    return {
      values,
      spread: 'linear',
      range: [0, 1],
      combine: 'mean',
      format: (value) => `${Math.round(value * 100)} % silent`,
      formatEnd: (value) => `${Math.round(value * 100)} % silent`,
      exact: (value) => `Sparsity ${value.toFixed(4)}: the share of zeros in the output`,
      share: (value) => value,
      basis: state.simulate
        ? 'Share of zeros in the output, in the last run on one input.'
        : 'Share of zeros in the output, over the data set.',
    };
  },
});

/** Share of zeros by layer name, without the head, which does not spike; of a run, only the layers that the wave has passed. */
export function silentShares({
  simulate,
  evaluation,
}: Pick<StudioState, 'simulate' | 'evaluation'>): ReadonlyMap<string, number> {
  const layers = simulate ? simulate.layers.slice(0, simulate.wave) : (evaluation?.layers ?? []);
  return new Map(
    layers.filter(({ spikes }) => spikes).map(({ name, sparsity: share }) => [name, share]),
  );
}
