import { Pause, Play, Zap } from 'lucide-react';
import { useDeferredValue, useEffect, useMemo, useRef, type RefObject } from 'react';
import { useStudio, type StudioState } from '../../../store/studioStore.ts';
import { DiagnosticCard, EmptyState, IconButton, Slider, Term } from '../../design/index.ts';
import { useSimulation } from '../../../store/simulation/simulationStore.ts';
import { scrubWave, toggleWave } from '../../../store/simulation/wave.ts';
import { PictureCanvas } from '../tiles/PictureCanvas.tsx';
import { spikeColours, SpikeLegend } from '../tiles/SpikeLegend.tsx';
import { ClassBars } from './ClassBars.tsx';
import { SpikeLayer } from './SpikeLayer.tsx';
import './SpikesPanel.css';
import { useElementSize } from '../../design/useElementSize.ts';

/** Heading, share of silent neurons and scroll bar of a layer take this much of the height. */
const AROUND_TILES = 68;

/** The spikes of every layer for the input on screen, from the input at the left to the classes at the right. */
export default function SpikesPanel() {
  const { network, input, playing, problems } = useSimulation((state) => state);
  // Deferred: the layers of a large network are much to build, and the answer beside them is there at once.
  const layers = useDeferredValue(useSimulation((state) => state.layers));
  const run = useStudio((state) => state.simulate);
  const selected = useStudio(selectedBlock);
  const flow = useRef<HTMLDivElement>(null);
  const [frame, { height }] = useElementSize();
  const largest = Math.max(1, ...(network?.layers ?? []).map((layer) => layer.largestSpike ?? 0));
  const colours = useMemo(() => spikeColours(largest), [largest]);
  useFollow(flow, run?.wave ?? 0, playing);
  useShowSelected(flow, selected, layers !== null && height > 0);

  if (problems && !layers) {
    return problems.map((problem, i) => <DiagnosticCard key={i} diagnostic={problem} />);
  }
  if (!network || !input || !layers || !run) {
    return (
      <EmptyState icon={<Zap />} title="No spikes yet">
        Pick an input under Simulate: every layer then shows here what it fires.
      </EmptyState>
    );
  }
  const current = network.layers[Math.min(run.wave, network.layers.length) - 1];
  const [rows, columns, channels] = network.input.shape;
  return (
    <div className="spikes">
      <div className="spikes-bar">
        <IconButton
          label={playing ? 'Pause the wave' : 'Play the wave'}
          keys="Space"
          size="small"
          icon={playing ? <Pause /> : <Play />}
          onClick={toggleWave}
        />
        <Slider
          label="How far the wave has come"
          value={run.wave}
          min={0}
          max={network.layers.length}
          onChange={scrubWave}
          valueText={current ? `after ${current.name}` : 'at the input'}
        />
        <span className="spikes-at code">{current ? current.name : 'input'}</span>
        <SpikeLegend largest={largest} />
      </div>
      <div className="spikes-room" ref={frame}>
        <div className="spikes-flow" ref={flow} tabIndex={0} role="group" aria-label="Layers">
          <section className="spikes-layer" data-reached aria-label="Input">
            <header>
              <h3>Input</h3>
              <p className="simulate-note">
                {rows} &times; {columns} &times; {channels}
              </p>
            </header>
            <div
              className="spikes-input"
              style={{ width: Math.min(140, Math.max(60, height - AROUND_TILES)) }}
            >
              <PictureCanvas
                picture={{ height: rows, width: columns, channels, data: input.pixels }}
                largest={network.input.largest}
              />
            </div>
          </section>
          {network.layers.map((layer, i) => {
            const spikes = layers.find(({ name }) => name === layer.name);
            if (!spikes || layer.largestSpike === null) return null;
            return (
              <SpikeLayer
                key={layer.name}
                layer={layer}
                largest={layer.largestSpike}
                spikes={spikes}
                colours={colours}
                height={height - AROUND_TILES}
                reached={i < run.wave}
                current={i === run.wave - 1 && playing}
                selected={selected === layer.name}
                parts={run.parting === layer.name}
              />
            );
          })}
          <section
            className="spikes-layer spikes-head"
            data-reached={run.wave >= network.layers.length || undefined}
            aria-label="Classes"
          >
            <header>
              <h3>
                <Term id="head">Answer</Term>
              </h3>
            </header>
            <ClassBars />
          </section>
        </div>
      </div>
    </div>
  );
}

/** Keeps the block that the wave has reached in view. */
function useFollow(flow: RefObject<HTMLDivElement | null>, wave: number, playing: boolean): void {
  useEffect(() => {
    const frame = flow.current;
    const block = frame?.children[wave];
    if (!frame || !playing || !(block instanceof HTMLElement)) return undefined;
    // In the next frame: asked for now, the places would be worked out at once, in the same piece of work.
    const request = requestAnimationFrame(() => {
      // The answer is always in view, over the right end. Of a layer wider than the room the left end shows.
      const answer = frame.lastElementChild;
      const room = frame.clientWidth - (answer?.clientWidth ?? 0);
      const right = block.offsetLeft + block.offsetWidth;
      if (block !== answer && right > frame.scrollLeft + room) {
        frame.scrollLeft = Math.min(right - room, block.offsetLeft);
      }
      if (wave === 0) frame.scrollLeft = 0;
    });
    return () => {
      cancelAnimationFrame(request);
    };
  }, [flow, wave, playing]);
}

/** Scrolls to the layer that was selected elsewhere, once the layers are there in their size. */
function useShowSelected(
  flow: RefObject<HTMLDivElement | null>,
  selected: string | null,
  isLaidOut: boolean,
): void {
  useEffect(() => {
    if (selected === null || !isLaidOut) return;
    const block = flow.current?.querySelector(`[data-layer="${CSS.escape(selected)}"]`);
    block?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [flow, selected, isLaidOut]);
}

/** Name of the network's layer that the selected Keras layer became a part of. */
function selectedBlock({ selected, derived }: StudioState): string | null {
  if (selected === null) return null;
  const block = derived?.graph.blocks.find(({ layers }) => layers.includes(selected));
  return block?.name ?? selected;
}
