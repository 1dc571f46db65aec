import { registerSW } from 'virtual:pwa-register';
import { beginSession } from './actions/beginSession.ts';
import { estimateOnChange } from './actions/chip.ts';
import { deriveOnPlanChange } from './actions/derive.ts';
import { keepPreferences, toast } from './actions/interface.ts';
import { forgetStrays } from './actions/keptTraining.ts';
import { keepSession } from './actions/session.ts';
import { tellFaults } from './faults.ts';
import { studioStore } from './studioStore.ts';
import { warmWorkerEarly, whenIdle } from './whenIdle.ts';

/** Connects the store to the browser: preferences, theme, worker and saved session. Called once. */
export function startStudio(): void {
  tellFaults();
  keepPreferences();
  applyTheme();
  deriveOnPlanChange();
  estimateOnChange();
  keepForOffline();
  void beginSession()
    .finally(keepSession)
    .then(() => {
      whenIdle(() => void forgetStrays());
    });
  warmWorkerEarly();
}

function applyTheme(): void {
  const apply = () => {
    const { theme } = studioStore.getState();
    if (theme === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = theme;
  };
  apply();
  studioStore.subscribe(apply);
}

/** After this long without a change nobody is waiting for the page. */
const QUIET_MS = 3000;
const SIGNS = ['pointermove', 'keydown', 'dragenter', 'drop'] as const;

/**
 * Stores the studio for offline use. Once the page is quiet: it reads and checks 12 MB, and someone who drops a model as
 * soon as the page is there would wait for that. A newer version waits until the user reloads: nothing changes under
 * open work.
 */
function keepForOffline(): void {
  if (import.meta.env.DEV) return;
  onceQuiet(() => {
    const update = registerSW({
      onNeedRefresh: () => {
        toast({
          tone: 'neutral',
          text: 'A newer version of the studio is ready.',
          action: { label: 'Reload', run: () => void update(true) },
        });
      },
      onRegisterError: () => undefined,
    });
  });
}

/** Calls back when neither the user nor the studio has done anything for a while. */
function onceQuiet(work: () => void): void {
  let timer = setTimeout(start, QUIET_MS);
  const stir = () => {
    clearTimeout(timer);
    timer = setTimeout(start, QUIET_MS);
  };
  const unsubscribe = studioStore.subscribe(stir);
  for (const sign of SIGNS) window.addEventListener(sign, stir, { passive: true });
  function start(): void {
    unsubscribe();
    for (const sign of SIGNS) window.removeEventListener(sign, stir);
    work();
  }
}
