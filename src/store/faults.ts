import { toast } from './actions/interface.ts';

/** The browser says this of its own layout work, and nothing is lost. */
const HARMLESS = /^ResizeObserver loop/;
/** The same error often occurs many times: it is shown at most this often. */
const MOST_TOLD = 3;

const told = new Map<string, number>();

/** Shows errors that nobody caught: without a message the user would wait for nothing. They are on the console too. */
export function tellFaults(page: Pick<Window, 'addEventListener'> = window): void {
  page.addEventListener('error', ({ error, message }: ErrorEvent) => {
    tellFault(error ?? message);
  });
  page.addEventListener('unhandledrejection', ({ reason }: PromiseRejectionEvent) => {
    tellFault(reason);
  });
}

function tellFault(fault: unknown): void {
  const text = fault instanceof Error ? `${fault.name}: ${fault.message}` : String(fault);
  const times = (told.get(text) ?? 0) + 1;
  told.set(text, times);
  if (HARMLESS.test(text) || times > MOST_TOLD) return;
  const details = fault instanceof Error && fault.stack !== undefined ? fault.stack : text;
  toast({
    tone: 'error',
    stays: true,
    text: `The studio has a fault: ${text}`,
    hint: 'Your model and your changes are safe. Please report it with these details, and say what you did before.',
    action: { label: 'Copy details', run: () => void navigator.clipboard.writeText(details) },
  });
}
