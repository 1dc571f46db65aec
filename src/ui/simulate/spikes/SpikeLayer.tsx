import { Split } from 'lucide-react';
import { memo } from 'react';
import { selectLayer } from '../../../store/actions/view.ts';
import type { NetworkLayerView } from '../../../project/views/network.ts';
import { classNames } from '../../design/index.ts';
import { formatShare } from '../run/activity.ts';
import type { LayerSpikes } from '../../../store/simulation/simulationStore.ts';
import { SpikeTiles } from '../tiles/SpikeTiles.tsx';

export interface SpikeLayerProps {
  readonly layer: NetworkLayerView;
  readonly largest: number;
  readonly spikes: LayerSpikes;
  readonly colours: Uint32Array;
  /** Room for the tiles. */
  readonly height: number;
  /** The wave has passed it. */
  readonly reached: boolean;
  /** The wave is in it. */
  readonly current: boolean;
  readonly selected: boolean;
  /** Here the spiking model first differs from the quantized one. */
  readonly parts: boolean;
}

/** One layer of the flow: its name, how much of it is silent, and a tile a channel. */
export const SpikeLayer = memo(function SpikeLayer({
  layer,
  largest,
  spikes,
  colours,
  height,
  reached,
  current,
  selected,
  parts,
}: SpikeLayerProps) {
  return (
    <section
      className={classNames('spikes-layer', selected && 'spikes-layer-selected')}
      data-layer={layer.name}
      data-reached={reached || undefined}
      data-current={current || undefined}
      aria-label={layer.name}
    >
      <header>
        <h3>
          <button
            type="button"
            className="spikes-name code"
            onClick={() => {
              selectLayer(layer.name);
            }}
          >
            {layer.name}
          </button>
        </h3>
        {parts && (
          <span
            className="spikes-parts"
            title="The first layer where quantized and spiking model differ"
          >
            <Split aria-hidden size={12} />
            parts here
          </span>
        )}
        <p className="simulate-note">
          {layer.outputShape.join(' \u00d7 ')}
          <span className="spikes-silent" title={`${(spikes.sparsity * 100).toFixed(3)} % zeros`}>
            {formatShare(spikes.sparsity)} silent
          </span>
        </p>
      </header>
      <SpikeTiles
        layer={layer}
        largest={largest}
        spikes={spikes}
        colours={colours}
        height={height}
      />
    </section>
  );
});
