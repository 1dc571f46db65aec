import {
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type RefObject,
} from 'react';
import { createPortal } from 'react-dom';
import type { NetworkLayerView } from '../../../project/views/network.ts';
import type { LayerSpikes } from '../../../store/simulation/simulationStore.ts';
import { paintInTurn, paintTiles } from './paintTiles.ts';
import {
  fittingGrid,
  indexOf,
  neuronAt,
  neuronByKey,
  placeOf,
  tileGrid,
  type Neuron,
} from './tileGrid.ts';
import './SpikeTiles.css';

interface SpikeTilesProps {
  readonly layer: NetworkLayerView;
  readonly largest: number;
  readonly spikes: Pick<LayerSpikes, 'output' | 'potentials'>;
  readonly colours: Uint32Array;
  /** Room for the tiles. */
  readonly height: number;
  /** With a width the tiles grow until they fill the room; without, they go on to the right. */
  readonly width?: number;
}

/** The channels of a layer as tiles; pointer or arrow keys tell each neuron's numbers. */
export function SpikeTiles({ layer, largest, spikes, colours, height, width }: SpikeTilesProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [neuron, setNeuron] = useState<Neuron | null>(null);
  const { outputShape } = layer;
  const grid = useMemo(
    () =>
      width === undefined ? tileGrid(outputShape, height) : fittingGrid(outputShape, width, height),
    [outputShape, height, width],
  );
  const help = useId();

  const isInSight = useInSight(canvas, '.spikes-flow');
  useEffect(() => {
    const target = canvas.current;
    if (!target || !isInSight) return undefined;
    return paintInTurn(target, paintTiles(target, spikes.output, grid, colours));
  }, [spikes, grid, colours, isInSight]);

  const onKeyDown = (event: KeyboardEvent) => {
    const next = neuronByKey(outputShape, neuron ?? { channel: 0, row: 0, column: 0 }, event.key);
    if (event.key === 'Escape' && neuron) setNeuron(null);
    else if (next) setNeuron(next);
    else return;
    event.preventDefault();
  };
  const place = neuron && placeOf(grid, neuron);

  return (
    <div
      className="spike-tiles"
      role="application"
      aria-label={`Spikes of ${layer.name}`}
      aria-describedby={help}
      tabIndex={0}
      style={{ width: grid.width, height: grid.height }}
      onPointerMove={(event) => {
        const { left, top } = event.currentTarget.getBoundingClientRect();
        setNeuron(neuronAt(grid, event.clientX - left, event.clientY - top));
      }}
      onPointerLeave={() => {
        setNeuron(null);
      }}
      onFocus={(event) => {
        // Only the keyboard puts the mark on the first neuron: a pointer has a place of its own.
        if (event.currentTarget.matches(':focus-visible')) {
          setNeuron((now) => now ?? { channel: 0, row: 0, column: 0 });
        }
      }}
      onBlur={() => {
        setNeuron(null);
      }}
      onKeyDown={onKeyDown}
    >
      <canvas ref={canvas} style={{ width: grid.width, height: grid.height }} aria-hidden />
      <span id={help} className="visually-hidden">
        Arrow keys go from neuron to neuron, Page Up and Page Down from channel to channel.
      </span>
      {neuron && place && (
        <>
          <span
            className="spike-mark"
            style={{ ...place, width: grid.cell, height: grid.cell }}
            aria-hidden
          />
          <Readout
            anchor={canvas.current}
            place={place}
            neuron={neuron}
            layer={layer}
            largest={largest}
            spikes={spikes}
          />
        </>
      )}
    </div>
  );
}

/** Width of the readout, for staying inside the window. */
const READOUT_WIDTH = 216;
const READOUT_HEIGHT = 108;

interface ReadoutProps {
  readonly anchor: HTMLElement | null;
  readonly place: { readonly left: number; readonly top: number };
  readonly neuron: Neuron;
  readonly layer: NetworkLayerView;
  readonly largest: number;
  readonly spikes: SpikeTilesProps['spikes'];
}

function Readout({ anchor, place, neuron, layer, largest, spikes }: ReadoutProps) {
  const box = anchor?.getBoundingClientRect();
  if (!box) return null;
  const index = indexOf(layer.outputShape, neuron);
  const { channel, row, column } = neuron;
  const left = Math.min(box.left + place.left + 16, window.innerWidth - READOUT_WIDTH - 8);
  const above = box.top + place.top - READOUT_HEIGHT - 8;
  return createPortal(
    <div
      className="spike-readout"
      role="status"
      style={{ left, top: above > 8 ? above : box.top + place.top + 20, width: READOUT_WIDTH }}
    >
      <p>
        Channel {channel}, row {row}, column {column}
      </p>
      <dl>
        <dt>Spike</dt>
        <dd>
          {spikes.output[index]} of {largest}
        </dd>
        <dt>Potential</dt>
        <dd>{spikes.potentials[index]}</dd>
        <dt>Threshold</dt>
        <dd>{layer.threshold[channel]}</dd>
      </dl>
    </div>,
    document.body,
  );
}

/** So far before it comes into sight, in pixels, an element counts as in sight. */
const AHEAD = 300;

/**
 * Whether an element is, or ever was, in sight or near it in what it scrolls in. For pictures that are much work and of
 * which most are out of sight.
 * @param scroller  selector of the element that it scrolls in; without one around, the window
 */
function useInSight(element: RefObject<HTMLElement | null>, scroller: string): boolean {
  const [isInSight, setInSight] = useState(false);
  useEffect(() => {
    const target = element.current;
    if (!target || isInSight) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) setInSight(true);
      },
      { root: target.closest(scroller), rootMargin: `${AHEAD}px` },
    );
    observer.observe(target);
    return () => {
      observer.disconnect();
    };
  }, [element, scroller, isInSight]);
  return isInSight;
}
