import { studioStore } from '../../../store/studioStore.ts';
import type { PageCommand } from '../../frame/define.ts';
import { commands } from './index.ts';

/** The combination of a key press in the form commands use: `Ctrl+Shift+Z`, `?`, `P`. */
export function keysOf(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>,
): string {
  const { key } = event;
  const named = key === ' ' ? 'Space' : key.length === 1 ? key.toUpperCase() : key;
  const isLetter = named.length > 1 || /[A-Z]/.test(named);
  return [
    (event.ctrlKey || event.metaKey) && 'Ctrl',
    event.altKey && 'Alt',
    // Shift is already in a character such as ?, but not in a letter or a named key.
    event.shiftKey && isLetter && 'Shift',
    named,
  ]
    .filter(Boolean)
    .join('+');
}

/** Runs the commands' keys from the whole window. Returns the function that stops it. */
export function listenToKeys(): () => void {
  const onKey = (event: KeyboardEvent) => {
    if (event.defaultPrevented) return;
    const keys = keysOf(event);
    if (!keys.startsWith('Ctrl+') && isTyping(event.target)) return;
    if (keys === 'Space' && isPressable(event.target)) return;
    // A modal window is open: only Escape (its own) and text reach it.
    if (document.querySelector('[role="dialog"][data-state="open"]') !== null) return;
    const command = commands.find((c) => c.keys === keys);
    if (!command) return;
    // The browser's own use of a combination (print, save the page) stays off even where the command has to wait.
    if (keys.startsWith('Ctrl+') || isAvailable(command)) event.preventDefault();
    if (isAvailable(command)) command.run();
  };
  window.addEventListener('keydown', onKey);
  return () => {
    window.removeEventListener('keydown', onKey);
  };
}

/** Whether the command can run now. */
export function isAvailable(command: PageCommand): boolean {
  return command.available?.(studioStore.getState()) ?? true;
}

/** The space bar presses what has the focus. */
function isPressable(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest('button, a, summary, [role="button"], [role="slider"], [role="tab"]') !== null
  );
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest(
      'input, textarea, select, [contenteditable], [role="combobox"], [role="listbox"]',
    ) !== null
  );
}
