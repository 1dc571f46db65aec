import { registerSW } from 'virtual:pwa-register';
import { toast } from './actions/interface.ts';

/** Stores the studio for offline use. A newer version waits until the user reloads: nothing changes under open work. */
export function keepForOffline(): void {
  if (import.meta.env.DEV) return;
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
}
