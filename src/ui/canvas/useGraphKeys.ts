import { useEffect, useRef, type FocusEvent, type KeyboardEvent, type RefObject } from 'react';
import { setGraphStop, setGroups } from '../../store/actions/canvas.ts';
import { selectLayer } from '../../store/actions/view.ts';
import { studioStore } from '../../store/studioStore.ts';
import { groupStop, idsOf, isOpen, layerStop, type Scene } from './scene/buildScene.ts';
import type { Drawing } from './scene/drawing.ts';
import type { CanvasView } from './view/useCanvasView.ts';

/** How many frames a row may take to be drawn once it is in view. */
const PATIENCE_FRAMES = 60;

interface GraphKeys {
  readonly tabIndex: number;
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
  readonly onFocus: (event: FocusEvent<HTMLElement>) => void;
  readonly onBlur: (event: FocusEvent<HTMLElement>) => void;
}

/**
 * Walking the graph by keyboard. One row has the tab stop; rows out of view are not in the page, so the region takes the
 * focus for them, brings the row into view and hands the focus on.
 */
export function useGraphKeys(
  drawing: Drawing,
  view: CanvasView,
  region: RefObject<HTMLElement | null>,
): GraphKeys {
  const { scene } = drawing;
  const isInside = useRef(false);
  useEffect(() => {
    if (!isInside.current) return;
    // What has the focus may be drawn again a little later, as a group is when it opens: the new element then gets the focus.
    return eachFrame(PATIENCE_FRAMES, () => {
      const { graphStop } = studioStore.getState();
      if (document.activeElement !== document.body || graphStop === null) return false;
      rowOf(region.current, graphStop)?.focus({ preventScroll: true });
      return document.activeElement !== document.body;
    });
  }, [drawing, region]);
  const walkTo = (stop: string | undefined) => {
    if (stop === undefined) return;
    setGraphStop(stop);
    view.reveal(stop, 'jump');
    focusStop(region.current, stop);
  };
  return {
    tabIndex: 0,
    onFocus: (event) => {
      const frame = event.currentTarget;
      isInside.current = true;
      frame.tabIndex = -1;
      if (event.target !== frame || frame.contains(event.relatedTarget)) return;
      const { graphStop } = studioStore.getState();
      walkTo(graphStop !== null && scene.stops.includes(graphStop) ? graphStop : scene.stops[0]);
    },
    onBlur: ({ currentTarget, relatedTarget }) => {
      if (currentTarget.contains(relatedTarget)) return;
      currentTarget.tabIndex = 0;
      // Nothing takes the focus over when the focused element is removed.
      if (relatedTarget !== null) isInside.current = false;
    },
    onKeyDown: (event) => {
      const { target, currentTarget, key } = event;
      const { graphStop } = studioStore.getState();
      const focused = target instanceof HTMLElement ? target.dataset['stop'] : undefined;
      const stop = target === currentTarget ? (graphStop ?? scene.stops[0]) : focused;
      if (stop === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
      const place = scene.stops.indexOf(stop);
      const next = {
        ArrowDown: () => scene.stops[place + 1],
        ArrowUp: () => scene.stops[place - 1],
        ArrowRight: () => blockAfter(scene, stop, 1),
        ArrowLeft: () => blockAfter(scene, stop, -1),
        Home: () => scene.stops[0],
        End: () => scene.stops.at(-1),
      }[key];
      if (next) {
        event.preventDefault();
        walkTo(next());
        return;
      }
      if (key === 'Enter' || key === ' ') {
        event.preventDefault();
        open(scene, stop);
      } else if (key === 'b' || key === 'B') {
        event.preventDefault();
        const row = rowOf(region.current, stop)?.closest('li');
        row?.querySelector<HTMLElement>('[data-bits]')?.click();
      }
    },
  };
}

/** Enter: a layer opens in the inspector, a group folds or unfolds. */
function open(scene: Scene, stop: string): void {
  const group = scene.groups.find(({ id }) => groupStop(id) === stop);
  if (group) {
    setGroups(idsOf(group), !isOpen(group, studioStore.getState().graphGroups));
    return;
  }
  const layer = scene.graph.layers.find(({ name }) => layerStop(name) === stop);
  if (!layer) return;
  selectLayer(layer.name);
  studioStore.setState({ inspectorSheet: true });
}

/** The first stop of the next or previous block or group. */
function blockAfter(scene: Scene, stop: string, step: 1 | -1): string | undefined {
  const firsts = new Set([
    ...scene.groups.map(({ id }) => groupStop(id)),
    ...scene.nodes.flatMap((node) =>
      node.type === 'unit' ? [layerStop(node.unit.layers[0]?.name ?? '')] : [],
    ),
  ]);
  for (let i = scene.stops.indexOf(stop) + step; i >= 0 && i < scene.stops.length; i += step) {
    const found = scene.stops[i];
    if (found !== undefined && firsts.has(found)) return found;
  }
  return undefined;
}

/** Moves the focus to a stop as soon as it is in the page. */
export function focusStop(region: HTMLElement | null, stop: string): void {
  const isFocused = () => {
    const element = rowOf(region, stop);
    element?.focus({ preventScroll: true });
    return element !== null;
  };
  if (!isFocused()) eachFrame(PATIENCE_FRAMES, isFocused);
}

/** Tries something in each frame until it is done, at most `frames` times. @returns a function that cancels it */
function eachFrame(frames: number, isDone: () => boolean): () => void {
  let left = frames;
  let request = requestAnimationFrame(function next() {
    if (!isDone() && --left > 0) request = requestAnimationFrame(next);
  });
  return () => {
    cancelAnimationFrame(request);
  };
}

/** The row or title of a stop, while it is in the page. */
function rowOf(region: HTMLElement | null, stop: string): HTMLElement | null {
  return region?.querySelector<HTMLElement>(`[data-stop="${CSS.escape(stop)}"]`) ?? null;
}
