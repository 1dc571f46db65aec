import { Term } from '../../design/index.ts';
import { spikeColour } from '../tiles/spikeColours.ts';
import './SpikeLegend.css';

/** The colours of the spikes, one swatch a level; with many levels every so many. */
export function SpikeLegend({ largest }: { readonly largest: number }) {
  const levels = Array.from({ length: largest + 1 }, (_, spike) => spike);
  return (
    <div className="spike-legend">
      <span>0, silent</span>
      <span className="spike-legend-scale" aria-hidden>
        {levels.map((spike) => (
          <i key={spike} style={{ background: spikeColour(spike, largest) }} />
        ))}
      </span>
      <span>
        <Term id="spike">spike</Term> of {largest}
      </span>
    </div>
  );
}
