import { PanelRight } from 'lucide-react';
import { lazy, Suspense, useDeferredValue, useEffect, useState, useSyncExternalStore } from 'react';
import type { StageId } from '../../store/slices/view.ts';
import { studioStore, useStudio } from '../../store/studioStore.ts';
import { loadCanvas } from '../canvas/loadCanvas.ts';
import { Button, Choice, Dialog } from '../design/index.ts';
import { StageBlocked } from '../frame/StagePanel.tsx';
import { Inspector } from '../inspector/Inspector.tsx';
import { Drawer } from './Drawer.tsx';
import { PanelBoundary } from './PanelBoundary.tsx';
import { stages } from './stages.ts';
import './Shell.css';

const Canvas = lazy(loadCanvas);

/** The work: stage panel, graph, inspector, drawer. */
export function Shell() {
  // Deferred: the panel before stays until the next one is built, in slices between which the page answers.
  const stage = useDeferredValue(useStudio((state) => state.stage));
  const document = useStudio((state) => state.document);
  const current = stages.find(({ id }) => id === stage);
  const block = useStudio((state) => current?.blocked?.(state) ?? null);
  const Panel = current?.Panel;
  const isWide = useMatch(WIDE);
  const isNarrow = useMatch(NARROW);
  const [side, setSide] = useSide(stage);
  const shows = (id: Side) => !isNarrow || side === id;
  return (
    <div className="shell" data-side={isNarrow ? side : undefined}>
      {isNarrow && (
        <div className="shell-sides">
          <Choice label="Shown" options={sides} value={side} onChange={setSide} />
        </div>
      )}
      <aside className="shell-stage" aria-label="Settings of the stage" inert={!shows('settings')}>
        <PanelBoundary key={`${stage} ${document}`} name="settings">
          <Suspense>
            {current && block ? (
              <StageBlocked title={current.label} block={block} />
            ) : (
              Panel && <Panel />
            )}
          </Suspense>
        </PanelBoundary>
      </aside>
      <main className="shell-canvas" inert={!shows('graph')}>
        <PanelBoundary name="graph">
          <Suspense>
            <Canvas />
          </Suspense>
        </PanelBoundary>
      </main>
      {isWide ? (
        <aside className="shell-inspector" aria-label="Selected layer">
          <PanelBoundary name="layer">
            <Inspector />
          </PanelBoundary>
        </aside>
      ) : (
        <InspectorSheet />
      )}
      {shows('details') && <Drawer />}
    </div>
  );
}

/** The inspector in a narrow window: a button over the graph, a sheet when pressed. */
function InspectorSheet() {
  const open = useStudio((state) => state.inspectorSheet);
  const selected = useStudio((state) => state.selected);
  const setOpen = (inspectorSheet: boolean) => {
    studioStore.setState({ inspectorSheet });
  };
  return (
    <>
      {selected !== null && (
        <Button
          className="shell-inspector-button"
          icon={<PanelRight />}
          onClick={() => {
            setOpen(true);
          }}
        >
          Inspect {selected}
        </Button>
      )}
      <Dialog
        form="sheet"
        open={open}
        onClose={() => {
          setOpen(false);
        }}
        title="Selected layer"
      >
        <Inspector />
      </Dialog>
    </>
  );
}

/** From this width the inspector has a place of its own. */
const WIDE = matchMedia('(width >= 1280px)');
/** Below this width, as on a 1440 px screen at 200 %, settings and graph take turns. */
const NARROW = matchMedia('(width < 1024px)');

type Side = 'settings' | 'graph' | 'details';
const sides = [
  { id: 'settings', label: 'Settings' },
  { id: 'graph', label: 'Graph' },
  { id: 'details', label: 'Details' },
] as const;

/** What a narrow window shows: the settings of a stage that is entered, the drawer when it is asked for. */
function useSide(stage: StageId) {
  const [side, setSide] = useState<Side>('settings');
  useEffect(() => {
    setSide('settings');
  }, [stage]);
  useEffect(
    () =>
      studioStore.subscribe(({ drawerFocus }, before) => {
        if (drawerFocus !== before.drawerFocus) setSide('details');
      }),
    [],
  );
  return [side, setSide] as const;
}

/** Whether the window is as the query says, now and from then on. */
function useMatch(query: MediaQueryList): boolean {
  return useSyncExternalStore(
    (onChange) => {
      query.addEventListener('change', onChange);
      return () => {
        query.removeEventListener('change', onChange);
      };
    },
    () => query.matches,
  );
}
