import type { GraphView } from '../../project/views/graphView.ts';
import { operationsOf } from '../judging.ts';

const STORAGE_KEY = 'cnn2snn-studio/training-speed';

/** Multiply-accumulates of forward passes a second, as the last training of this browser went; kept for a page whose storage is blocked. */
let measured: number | null = null;

/** A training of that model has gone at so many images a second. */
export function noteTrainingSpeed(graph: Pick<GraphView, 'layers'>, imagesPerSecond: number): void {
  const speed = imagesPerSecond * operationsOf(graph);
  if (!(speed > 0) || !Number.isFinite(speed)) return;
  measured = speed;
  try {
    localStorage.setItem(STORAGE_KEY, String(speed));
  } catch {
    // Storage is blocked: the page remembers.
  }
}

/** Images a second that a training of a model will take here, by the last one in this browser; null before the first. */
export function trainingSpeed(graph: Pick<GraphView, 'layers'>): number | null {
  measured ??= readSpeed();
  return measured === null ? null : measured / Math.max(operationsOf(graph), 1);
}

function readSpeed(): number | null {
  try {
    const speed = Number(localStorage.getItem(STORAGE_KEY) ?? 'none');
    return speed > 0 && Number.isFinite(speed) ? speed : null;
  } catch {
    return null;
  }
}
