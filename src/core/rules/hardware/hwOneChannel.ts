import { filterShares } from '../../map/split.ts';
import { defineHardwareRule } from './defineHardwareRule.ts';
import { mappable } from './hardwareLayers.ts';

/** Engines of a processor, which share its filters. */
const ENGINES = 8;

/** With one channel to read, the engines of a processor work on pairs of filters. */
export const hwOneChannel = defineHardwareRule({
  id: 'hw-one-channel',
  title: 'Number of filters does not suit one input channel',
  doc: 'A Convolutional layer with one input channel has at most 8 filters a processor, or 16 k - 7 to 16 k: a whole number of pairs for each of 8 engines.',
  check: (layer, { mesh }) => {
    const { name, kind, input, filters } = layer;
    if (kind !== 'Convolutional' || input?.[2] !== 1) return [];
    const facts = mappable(layer);
    const groups = (facts && filterShares(facts, mesh.processor)) ?? [];
    const odd = groups.map(engineOf).find((engine) => engine > 1 && engine % 2 === 1);
    if (odd === undefined) return [];
    return [
      {
        message: `Layer "${name}" reads one channel, and its ${filters} filters give an engine of a processor ${odd} of them.`,
        expected: 'an even number of filters an engine, or one',
        received: `${odd} an engine, ${filters} filters`,
        hint: `Use ${groups.length * ENGINES * (odd + 1)} filters, or ${groups.length * ENGINES * (odd - 1)}.`,
        source: mesh.source,
      },
    ];
  },
});

function engineOf(filters: number): number {
  return Math.ceil(filters / ENGINES);
}
