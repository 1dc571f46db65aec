import { lazy, Suspense, useDeferredValue, useEffect } from 'react';
import { dismissToast } from '../../store/actions/interface.ts';
import { useSimulation } from '../../store/simulation/simulationStore.ts';
import { useStudio, type StudioState } from '../../store/studioStore.ts';
import { whenIdle } from '../../store/whenIdle.ts';
import { loadCanvas } from '../canvas/loadCanvas.ts';
import { Toasts, TooltipProvider } from '../design/index.ts';
import { DropZone } from './DropZone.tsx';
import { OpenErrorDialog, OpeningCard } from './Opening.tsx';
import { Shell } from './Shell.tsx';
import { TopBar } from './TopBar.tsx';
import { listenToKeys } from './commands/keyboard.ts';
import { StartScreen } from './start/StartScreen.tsx';
import './App.css';

const CommandPalette = lazy(() => import('./commands/CommandPalette.tsx'));
const DemoMode = lazy(() => import('../simulate/demo/DemoMode.tsx'));
const KeyMap = lazy(() => import('./commands/KeyMap.tsx'));

/** The window: the start screen until a model is open, the stages then. */
export function App() {
  // Deferred: the panels of a large model are then built in slices between which the page answers.
  const view = useDeferredValue(useStudio(viewOf));
  const dialog = useStudio((state) => state.dialog);
  const demo = useSimulation((state) => state.demo);
  const toasts = useStudio((state) => state.toasts);
  useEffect(listenToKeys, []);
  useEffect(() => {
    // If it fails here, the graph asks again and tells.
    whenIdle(() => {
      loadCanvas().catch(() => undefined);
    });
  }, []);
  return (
    <TooltipProvider>
      <div className="app">
        <TopBar />
        {view === 'work' && <Shell />}
        {view === 'start' && <StartScreen />}
      </div>
      <DropZone />
      <OpeningCard />
      <OpenErrorDialog />
      <Suspense>
        {dialog === 'commands' && <CommandPalette />}
        {dialog === 'keys' && <KeyMap />}
        {demo && <DemoMode />}
      </Suspense>
      <Toasts messages={toasts} onDismiss={dismissToast} />
    </TooltipProvider>
  );
}

/** Nothing while a saved session may still come back: the start screen would only flash. */
function viewOf({ model, session }: StudioState): 'work' | 'start' | 'nothing' {
  if (model) return 'work';
  return session.status === 'restoring' ? 'nothing' : 'start';
}
