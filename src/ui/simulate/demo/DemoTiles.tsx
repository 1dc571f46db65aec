import { useMemo } from 'react';
import type { NetworkView } from '../../../project/views/network.ts';
import { formatShare } from '../run/activity.ts';
import { useSimulation } from '../../../store/simulation/simulationStore.ts';
import { SpikeTiles } from '../tiles/SpikeTiles.tsx';
import { spikeColours } from '../tiles/spikeColours.ts';
import { SpikeLegend } from '../spikes/SpikeLegend.tsx';
import { useElementSize } from '../../design/useElementSize.ts';

/** More layers than this would be too small to see from afar. */
const SHOWN = 4;
const HEADING = 28;
const GAP = 12;

/** The spikes of the network in tiles as large as the screen allows; of many layers, some from input to output. */
export function DemoTiles({ network }: { readonly network: NetworkView }) {
  const layers = useSimulation((state) => state.layers);
  const [frame, { width, height }] = useElementSize();
  const spiking = network.layers.filter((layer) => layer.largestSpike !== null);
  const shown = evenly(spiking, SHOWN);
  const largest = Math.max(1, ...spiking.map((layer) => layer.largestSpike ?? 0));
  const colours = useMemo(() => spikeColours(largest), [largest]);
  const each = (height - GAP * (shown.length - 1)) / Math.max(1, shown.length) - HEADING;
  return (
    <section className="demo-spikes" aria-label="Spikes">
      <div className="demo-tiles" ref={frame}>
        {layers &&
          width > 0 &&
          shown.map((layer) => {
            const spikes = layers.find(({ name }) => name === layer.name);
            if (!spikes) return null;
            return (
              <div key={layer.name} className="demo-layer">
                <h3>
                  <span className="code">{layer.name}</span>
                  <span>{formatShare(spikes.sparsity)} silent</span>
                </h3>
                <SpikeTiles
                  layer={layer}
                  largest={layer.largestSpike ?? 1}
                  spikes={spikes}
                  colours={colours}
                  width={width}
                  height={Math.max(40, each)}
                />
              </div>
            );
          })}
      </div>
      <SpikeLegend largest={largest} />
    </section>
  );
}

/** Some of a list, the first and the last among them. */
function evenly<T>(items: readonly T[], count: number): readonly T[] {
  if (items.length <= count) return items;
  return Array.from({ length: count }, (_, i) => {
    return items[Math.round((i * (items.length - 1)) / (count - 1))] as T;
  });
}
