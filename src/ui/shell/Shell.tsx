import { Suspense, lazy, useDeferredValue } from 'react';
import { useStudio } from '../../store/studioStore.ts';
import { loadCanvas } from '../canvas/loadCanvas.ts';
import { Inspector } from '../inspector/Inspector.tsx';
import { stages } from '../stages/index.ts';
import { StageBlocked } from '../stages/StageBlocked.tsx';
import { Drawer } from './Drawer.tsx';
import { InspectorSheet } from './InspectorSheet.tsx';
import { PanelBoundary } from './PanelBoundary.tsx';
import './Shell.css';
import { useWide } from './useWide.ts';

const Canvas = lazy(loadCanvas);

/** The work: stage panel, graph, inspector, drawer. */
export function Shell() {
  // Deferred: the panel before stays until the next one is built, in slices between which the page answers.
  const stage = useDeferredValue(useStudio((state) => state.stage));
  const current = stages.find(({ id }) => id === stage);
  const block = useStudio((state) => current?.blocked?.(state) ?? null);
  const Panel = current?.Panel;
  const isWide = useWide();
  return (
    <div className="shell">
      <aside className="shell-stage" aria-label="Settings of the stage">
        <PanelBoundary key={stage} name="settings">
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
