import { useMemo } from 'react';
import type { NetworkView } from '../../../project/views/network.ts';
import { className } from '../../../store/simulation/imageSets.ts';
import { useSimulation } from '../../../store/simulation/simulationStore.ts';
import { useStudio } from '../../../store/studioStore.ts';
import { leftOutText, partText } from '../../chip/chipWords.ts';
import { ENERGY, quantityText, rangeOf, TIME } from '../../chip/estimates.ts';
import { useChip } from '../../chip/useChip.ts';
import { Term } from '../../design/index.ts';
import { useElementSize } from '../../design/useElementSize.ts';
import { formatCount, formatShare, totalsOf } from '../run/activity.ts';
import { answerOf } from '../run/answers.ts';
import { spikeColours, SpikeLegend } from '../tiles/SpikeLegend.tsx';
import { SpikeTiles } from '../tiles/SpikeTiles.tsx';

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

/** The class, how many neurons stay silent, and the work against a dense network: readable from afar. */
export function DemoFigures() {
  const scores = useSimulation((state) => state.scores);
  const names = useSimulation((state) => state.samples?.classNames);
  const silent = useStudio((state) => state.meanSparsity);
  const run = useStudio((state) => state.simulate);
  const answer = answerOf(scores);
  const name = answer ? className(names, answer.index) : '';
  const totals = run && totalsOf(run.layers);
  return (
    <section className="demo-figures" aria-label="What came of it" role="status">
      {answer && (
        <div>
          <p className="demo-caption">It sees</p>
          <p className="demo-class" data-word={name.length > 3 || undefined}>
            {name}
          </p>
        </div>
      )}
      {silent !== null && (
        <div>
          <p className="demo-number">{formatShare(silent)} silent</p>
          <p className="demo-caption">
            of all neurons. A silent neuron costs nothing: it sends no event.
          </p>
        </div>
      )}
      {totals && (
        <div>
          <p className="demo-number">{formatCount(totals.events)} events</p>
          <p className="demo-caption">
            in this frame. They take {formatCount(totals.operations)} operations; a dense network
            takes {formatCount(totals.denseOperations)}.
          </p>
          <div className="demo-bars" aria-hidden>
            <span style={{ width: `${totals.share * 100}%` }} />
          </div>
          <p className="demo-caption">{formatShare(totals.share)} of the work</p>
        </div>
      )}
      {totals && <DemoCost />}
    </section>
  );
}

/** What this frame would take on the chip, with how far that may be off and what it stands on. */
function DemoCost() {
  const state = useChip();
  const { milliseconds, microjoules } = state?.cost ?? {};
  if (!state?.cost || !milliseconds || !microjoules) return null;
  const left = leftOutText(state.cost);
  return (
    <div>
      <p className="demo-number">{quantityText(milliseconds.value, TIME)}</p>
      <p className="demo-number">{quantityText(microjoules.value, ENERGY)}</p>
      <p className="demo-caption">
        <Term id="estimated time">estimated</Term> for {partText(state.cost) ?? 'this frame'} on one{' '}
        {state.chip.name}: {rangeOf(milliseconds, TIME)}, {rangeOf(microjoules, ENERGY)}
        {left !== null && `. ${left}`}
      </p>
    </div>
  );
}
