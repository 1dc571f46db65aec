/** Takes items one by one and passes them on together. */
export interface Batches<T> {
  readonly add: (item: T) => void;
  /** Passes on what is left, at once. */
  readonly flush: () => void;
}

/** Passes items on in batches, in their order, at most one batch every `interval` milliseconds: a page draws once for many events. */
export function inBatches<T>(pass: (items: readonly T[]) => void, interval: number): Batches<T> {
  let waiting: T[] = [];
  let timer: ReturnType<typeof setTimeout> | null = null;
  const flush = () => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const items = waiting;
    waiting = [];
    if (items.length > 0) pass(items);
  };
  return {
    add: (item) => {
      waiting.push(item);
      timer ??= setTimeout(flush, interval);
    },
    flush,
  };
}
