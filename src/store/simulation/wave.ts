import { studioStore } from '../studioStore.ts';
import { simulationStore } from './simulationStore.ts';

/** How long the wave stays in one block. */
const BLOCK_MS = 120;

let timer: ReturnType<typeof setInterval> | undefined;

/** Lets the wave pass through the blocks from the first; where motion is unwanted it is at the end at once. */
export function startWave(): void {
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) {
    moveWave(Infinity);
    return;
  }
  moveWave(0);
  play();
}

/** Stops the wave where it is, or lets it continue; from the end it starts again. */
export function toggleWave(): void {
  const { simulate } = studioStore.getState();
  if (!simulate) return;
  if (simulationStore.getState().playing) pause();
  else if (simulate.wave >= simulate.layers.length) startWave();
  else play();
}

/** Puts the wave behind a number of layers and holds it there. */
export function scrubWave(wave: number): void {
  pause();
  moveWave(wave);
}

function play(): void {
  clearInterval(timer);
  simulationStore.setState({ playing: true });
  timer = setInterval(() => {
    const { simulate } = studioStore.getState();
    if (!simulate || simulate.wave >= simulate.layers.length) pause();
    else moveWave(simulate.wave + 1);
  }, BLOCK_MS);
}

function pause(): void {
  clearInterval(timer);
  simulationStore.setState({ playing: false });
}

function moveWave(to: number): void {
  studioStore.setState(({ simulate }) =>
    simulate ? { simulate: { ...simulate, wave: Math.min(to, simulate.layers.length) } } : {},
  );
}
