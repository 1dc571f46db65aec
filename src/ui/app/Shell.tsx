import { PanelRight } from 'lucide-react';
import { lazy, Suspense, useDeferredValue, useSyncExternalStore } from 'react';
import { studioStore, useStudio } from '../../store/studioStore.ts';
import { loadCanvas } from '../canvas/loadCanvas.ts';
import { Button, Dialog } from '../design/index.ts';
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
  const isWide = useWide();
  return (
    <div className="shell">
      <aside className="shell-stage" aria-label="Settings of the stage">
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
      <main className="shell-canvas">
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
      <Drawer />
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
const query = matchMedia('(width >= 1280px)');

function subscribe(onChange: () => void): () => void {
  query.addEventListener('change', onChange);
  return () => {
    query.removeEventListener('change', onChange);
  };
}

/** True when the window has room for the inspector beside the graph. */
function useWide(): boolean {
  return useSyncExternalStore(subscribe, () => query.matches);
}
