import { lazy, Suspense, useEffect } from 'react';
import { dismissToast } from '../store/actions/interface.ts';
import { useStudio } from '../store/studioStore.ts';
import { listenToKeys } from './commands/keyboard.ts';
import { Toasts, TooltipProvider } from './design/index.ts';
import { DropZone } from './shell/DropZone.tsx';
import { NarrowNote } from './shell/NarrowNote.tsx';
import { OpenErrorDialog } from './shell/OpenErrorDialog.tsx';
import { OpeningCard } from './shell/OpeningCard.tsx';
import { Shell } from './shell/Shell.tsx';
import { TopBar } from './shell/TopBar.tsx';
import { useSimulation } from './simulate/run/simulationStore.ts';
import { StartScreen } from './start/StartScreen.tsx';
import './App.css';

const CommandPalette = lazy(() => import('./commands/CommandPalette.tsx'));
const DemoMode = lazy(() => import('./simulate/demo/DemoMode.tsx'));
const KeyMap = lazy(() => import('./commands/KeyMap.tsx'));

/** The window: the start screen until a model is open, the stages then. */
export function App() {
  const hasModel = useStudio(({ model }) => model !== null);
  const restoring = useStudio(({ session }) => session.status === 'restoring');
  const dialog = useStudio((state) => state.dialog);
  const demo = useSimulation((state) => state.demo);
  const toasts = useStudio((state) => state.toasts);
  useEffect(listenToKeys, []);
  return (
    <TooltipProvider>
      <div className="app">
        <TopBar />
        {hasModel ? <Shell /> : !restoring && <StartScreen />}
        <NarrowNote />
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
