import { Suspense, lazy } from 'react';
import { useStudio } from '../../store/studioStore.ts';
import { Inspector } from '../inspector/Inspector.tsx';
import { stages } from '../stages/index.ts';
import { StageBlocked } from '../stages/StageBlocked.tsx';
import { Drawer } from './Drawer.tsx';
import { InspectorSheet } from './InspectorSheet.tsx';
import './Shell.css';
import { useWide } from './useWide.ts';

const Canvas = lazy(() => import('../canvas/Canvas.tsx'));

/** The work: stage panel, graph, inspector, drawer. */
export function Shell() {
  const stage = useStudio((state) => state.stage);
  const current = stages.find(({ id }) => id === stage);
  const block = useStudio((state) => current?.blocked?.(state) ?? null);
  const Panel = current?.Panel;
  const isWide = useWide();
  return (
    <div className="shell">
      <aside className="shell-stage" aria-label="Settings of the stage">
        <Suspense>
          {current && block ? (
            <StageBlocked title={current.label} block={block} />
          ) : (
            Panel && <Panel />
          )}
        </Suspense>
      </aside>
      <main className="shell-canvas">
        <Suspense>
          <Canvas />
        </Suspense>
      </main>
      {isWide ? (
        <aside className="shell-inspector" aria-label="Selected layer">
          <Inspector />
        </aside>
      ) : (
        <InspectorSheet />
      )}
      <Drawer />
    </div>
  );
}
