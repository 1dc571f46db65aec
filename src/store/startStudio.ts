import { beginSession } from './actions/beginSession.ts';
import { deriveOnPlanChange } from './actions/derive.ts';
import { keepPreferences } from './actions/interface.ts';
import { forgetStrays } from './actions/keptTraining.ts';
import { keepSession } from './actions/session.ts';
import { tellFaults } from './faults.ts';
import { keepForOffline } from './offline.ts';
import { studioStore } from './studioStore.ts';
import { warmWorkerEarly } from './warmWorker.ts';
import { whenIdle } from './whenIdle.ts';

/** Connects the store to the browser: preferences, theme, worker and saved session. Called once. */
export function startStudio(): void {
  tellFaults();
  keepPreferences();
  applyTheme();
  deriveOnPlanChange();
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
