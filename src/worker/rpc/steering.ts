import type { Word } from './protocol.ts';

/**
 * The wheel of a long job, as an AbortController is its brake: stopping it lets the job give what it has, and the caller waits
 * for that. It outlives the job: a job that is begun again in another worker heeds what was said before.
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

  /** Passes on what is said from now on. @returns ends that */
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
