import { denseOperationsOfAkida, denseOperationsOfGraph } from '../../core/cost/denseOperations.ts';
import type { Assessment } from '../assess.ts';

/** Multiply-accumulates of one inference in one neural layer. */
export interface LayerOperations {
  readonly name: string;
  /** Of an engine that skips nothing; null where the shape is open. */
  readonly denseOperations: number | null;
}

/** Counts what a dense engine would do in an inference, layer by layer. */
export function describeOperations({ edited, akida }: Assessment): readonly LayerOperations[] {
  const dense = edited
    ? denseOperationsOfGraph(edited)
    : akida
      ? denseOperationsOfAkida(akida)
      : new Map<string, number>();
  return [...dense].map(([name, denseOperations]) => ({ name, denseOperations }));
}
