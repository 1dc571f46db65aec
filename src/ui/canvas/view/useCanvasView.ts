import { useReactFlow, useStoreApi, type Viewport } from '@xyflow/react';
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import { setGroups } from '../../../store/actions/canvas.ts';
import { studioStore, useStudio } from '../../../store/studioStore.ts';
import { stopRect, type Drawing } from '../scene/drawing.ts';
import { idsOf, layerStop, type Scene } from '../scene/buildScene.ts';
import {
  anchoredViewport,
  fittingViewport,
  openingViewport,
  resizedViewport,
  revealingViewport,
} from './viewport.ts';

const FLIGHT_MS = 180;
const ZOOM_STEP = 1.25;

/** Moves of the view over the graph. */
export interface CanvasView {
  readonly move: (kind: 'fit' | 'in' | 'out') => void;
  /** Brings a row or a title into view; `fly` moves there visibly, unless motion is unwanted. */
  readonly reveal: (stop: string, how: 'fly' | 'jump') => void;
}

/** Keeps the view where the eye is as the drawing changes, and follows the selection. */
export function useCanvasView(drawing: Drawing): CanvasView {
  const flow = useReactFlow();
  const store = useStoreApi();
  const current = useRef(drawing);
  const opened = useRef(studioStore.getState().model);
  const view = useMemo((): CanvasView => {
    const go = (viewport: Viewport | null, how: 'fly' | 'jump') => {
      if (!viewport) return;
      const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
      void flow.setViewport(viewport, how === 'jump' || isCalm ? {} : { duration: FLIGHT_MS });
    };
    return {
      move: (kind) => {
        if (kind === 'fit') go(fittingViewport(current.current.layout, store.getState()), 'fly');
        else void flow.zoomTo(flow.getZoom() * (kind === 'in' ? ZOOM_STEP : 1 / ZOOM_STEP));
      },
      reveal: (stop, how) => {
        const rect = stopRect(current.current, stop);
        if (rect) go(revealingViewport(rect, flow.getViewport(), store.getState()), how);
      },
    };
  }, [flow, store]);

  useLayoutEffect(() => {
    const before = current.current;
    current.current = drawing;
    if (before.layout === drawing.layout) return;
    const now = flow.getViewport();
    const { graphStop, model } = studioStore.getState();
    if (opened.current !== model) {
      opened.current = model;
      void flow.setViewport(openingViewport(drawing.layout, store.getState()));
      return;
    }
    void flow.setViewport(anchoredViewport(before, drawing, now, store.getState(), graphStop));
  }, [drawing, flow, store]);

  useEffect(
    () =>
      studioStore.subscribe(({ graphMove }, previous) => {
        if (graphMove && graphMove !== previous.graphMove) view.move(graphMove.kind);
      }),
    [view],
  );

  useEffect(
    () =>
      store.subscribe((now, before) => {
        const isKnown = before.width > 0 && now.width > 0;
        if (!isKnown || (now.width === before.width && now.height === before.height)) return;
        const { layout } = current.current;
        void flow.setViewport(resizedViewport(layout, flow.getViewport(), before, now));
      }),
    [flow, store],
  );

  useFollowSelection(drawing.scene, view);
  return view;
}

/** Opens the groups around a layer that was selected elsewhere and brings it into view. */
function useFollowSelection(scene: Scene, view: CanvasView): void {
  const selected = useStudio((state) => state.selected);
  const followed = useRef<string | null>(null);
  const latest = useRef(scene);
  latest.current = scene;
  const follow = useCallback(() => {
    if (selected === null || followed.current === selected) return;
    const { groups, groupsOfLayer, stops } = latest.current;
    const around = groupsOfLayer.get(selected) ?? [];
    if (!stops.includes(layerStop(selected)) && around.length > 0) {
      const closed = groups.filter(({ id }) => around.includes(id));
      setGroups(closed.flatMap(idsOf), true);
      return;
    }
    followed.current = selected;
    if (studioStore.getState().graphStop !== layerStop(selected)) {
      studioStore.setState({ graphStop: layerStop(selected) });
    }
    view.reveal(layerStop(selected), 'fly');
  }, [selected, view]);
  useEffect(() => {
    if (selected === null) followed.current = null;
    follow();
  }, [selected, scene, follow]);
}
