import type { Diagnostic } from '../../core/errors/diagnostic.ts';
import {
  interfaceSlice,
  type DialogId,
  type Theme,
  type ToastMessage,
} from '../slices/interface.ts';
import { studioStore } from '../studioStore.ts';

const STORAGE_KEY = 'cnn2snn-studio/preferences';

/** Reads the preferences of this browser and keeps them from then on. */
export function keepPreferences(): () => void {
  const saved = readPreferences();
  studioStore.setState(saved);
  return studioStore.subscribe(({ theme, drawerHeight, drawerOpen }, previous) => {
    if (
      theme !== previous.theme ||
      drawerHeight !== previous.drawerHeight ||
      drawerOpen !== previous.drawerOpen
    ) {
      writePreferences(JSON.stringify({ theme, drawerHeight, drawerOpen }));
    }
  });
}

export function setTheme(theme: Theme): void {
  studioStore.setState({ theme });
}

export function openDialog(dialog: DialogId | null): void {
  studioStore.setState({ dialog });
}

export function setDrawerHeight(drawerHeight: number): void {
  studioStore.setState({ drawerHeight });
}

let toasts = 0;
/** More at once would cover the work; the oldest goes. */
const MOST_TOASTS = 3;

/** Shows a short message in the corner; it leaves by itself. */
export function toast(message: Omit<ToastMessage, 'id'>): void {
  const id = ++toasts;
  studioStore.setState((state) => ({
    toasts: [...state.toasts, { ...message, id }].slice(-MOST_TOASTS),
  }));
}

/** Says what was refused, and what to do about it. */
export function tellProblem([first, ...others]: readonly Diagnostic[]): void {
  if (!first) return;
  const more = others.length > 0 ? ` (${others.length} more like it)` : '';
  toast({ tone: 'error', text: `${first.message}${more}`, hint: first.hint });
}

export function dismissToast(id: number): void {
  studioStore.setState((state) => ({ toasts: state.toasts.filter((t) => t.id !== id) }));
}

function readPreferences(): Partial<{ theme: Theme; drawerHeight: number; drawerOpen: boolean }> {
  try {
    const saved = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? '{}') as Record<string, unknown>;
    const { theme, drawerHeight, drawerOpen } = saved;
    return {
      theme: theme === 'light' || theme === 'dark' ? theme : interfaceSlice.theme,
      drawerHeight: typeof drawerHeight === 'number' ? drawerHeight : interfaceSlice.drawerHeight,
      drawerOpen: drawerOpen !== false,
    };
  } catch {
    // Storage is blocked or holds something else: the defaults serve as well.
    return {};
  }
}

function writePreferences(text: string): void {
  try {
    localStorage.setItem(STORAGE_KEY, text);
  } catch {
    // Storage is blocked: the preference holds until the page closes.
  }
}
