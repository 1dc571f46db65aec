import type { Word } from './protocol.ts';

/**
 * Controls a long job. Unlike an abort, a stop lets the job return what it has, and the caller waits for that. It outlives the job:
 * a job that is started again in another worker is stopped or paused as the one before it was.
 */
export class Steering {
  #listeners = new Set<(word: Word) => void>();
  #isStopped = false;
  #isPaused = false;

  get isStopped(): boolean {
    return this.#isStopped;
  }

  get isPaused(): boolean {
    return this.#isPaused;
  }

  stop(): void {
    this.#isStopped = true;
    this.#isPaused = false;
    this.#tell('stop');
  }

  pause(): void {
    if (this.#isStopped) return;
    this.#isPaused = true;
    this.#tell('pause');
  }

  resume(): void {
    if (!this.#isPaused) return;
    this.#isPaused = false;
    this.#tell('resume');
  }

  /** Calls `listener` with every word from now on. @returns a function that ends this */
  follow(listener: (word: Word) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  #tell(word: Word): void {
    for (const listener of [...this.#listeners]) listener(word);
  }
}
