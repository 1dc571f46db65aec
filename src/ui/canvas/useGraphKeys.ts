import type { FocusEvent, KeyboardEvent, RefObject } from 'react';
import { setGraphStop, setGroups } from '../../store/actions/canvas.ts';
import { selectLayer } from '../../store/actions/view.ts';
import { studioStore } from '../../store/studioStore.ts';
import { groupStop, isOpen, layerStop, type Scene } from './scene/buildScene.ts';
import type { Drawing } from './useDrawing.ts';
import type { GraphView } from './useGraphView.ts';

/** How many frames a row that flies into view may take to be drawn. */
const PATIENCE_FRAMES = 30;

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
  { scene }: Drawing,
  view: GraphView,
  region: RefObject<HTMLElement | null>,
): GraphKeys {
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
      frame.tabIndex = -1;
      if (event.target !== frame || frame.contains(event.relatedTarget)) return;
      const { graphStop } = studioStore.getState();
      walkTo(graphStop !== null && scene.stops.includes(graphStop) ? graphStop : scene.stops[0]);
    },
    onBlur: ({ currentTarget, relatedTarget }) => {
      if (!currentTarget.contains(relatedTarget)) currentTarget.tabIndex = 0;
    },
    onKeyDown: (event) => {
      const { target, key } = event;
      const stop = target instanceof HTMLElement ? target.dataset['stop'] : undefined;
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
        const row = target instanceof HTMLElement ? target.closest('li') : null;
        row?.querySelector<HTMLElement>('[data-bits]')?.click();
      }
    },
  };
}

/** Enter: a layer opens in the inspector, a group folds or unfolds. */
function open(scene: Scene, stop: string): void {
  const group = scene.groups.find(({ id }) => groupStop(id) === stop);
  if (group) {
    setGroups([group.id], !isOpen(group, studioStore.getState().graphGroups));
    return;
  }
  const layer = scene.graph.layers.find(({ name }) => layerStop(name) === stop);
  if (!layer) return;
  selectLayer(layer.name);
  studioStore.setState({ inspectorSheet: true });
}

/** The first stop of the next or previous block, nested model or pile. */
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
  let frames = 0;
  const attempt = () => {
    const element = region?.querySelector<HTMLElement>(`[data-stop="${CSS.escape(stop)}"]`);
    if (element) element.focus({ preventScroll: true });
    else if (frames++ < PATIENCE_FRAMES) requestAnimationFrame(attempt);
  };
  attempt();
}
