import type { Locks } from '../rpc/connection.ts';

/** Locks as a browser's, for tests: whoever holds one can be made to die. */
export class FakeLocks {
  readonly #queues = new Map<string, (() => void)[]>();

  /** As `navigator.locks.request`: waits for the lock, and holds it until what `callback` gives settles. */
  request(name: string, callback: () => unknown): Promise<unknown> {
    const queue = this.#queues.get(name) ?? [];
    this.#queues.set(name, queue);
    return new Promise((resolve, reject) => {
      queue.push(() => {
        Promise.resolve(callback()).then(resolve, reject);
      });
      if (queue.length === 1) queue[0]?.();
    });
  }

  /** The one who holds a lock is gone, and the browser gives every such lock to the next. */
  die(): void {
    for (const queue of this.#queues.values()) {
      queue.shift();
      queue[0]?.();
    }
  }

  get asLocks(): Locks {
    return this as unknown as Locks;
  }
}
