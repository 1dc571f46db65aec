import { denseOperationsOfAkida, denseOperationsOfGraph } from '../../core/cost/denseOperations.ts';
import { eventClocks } from '../../core/cost/eventLaw.ts';
import type { Assessment } from '../assess.ts';

/** What one inference costs in one neural layer. */
export interface LayerWork {
  readonly name: string;
  /** Multiply-accumulates of an engine that skips nothing; null where the shape is open. */
  readonly denseOperations: number | null;
  /** Clocks of one neural processor by the published event law; null without counted events, or off the law. */
  readonly npClocks: number | null;
}

/**
 * Estimates what an inference costs, layer by layer.
 * @param events non-zero inputs of an inference by layer name, where a simulation counted them
 */
export function describeCost(
  { edited, akida }: Assessment,
  events: Readonly<Record<string, number>>,
): readonly LayerWork[] {
  const dense = edited
    ? denseOperationsOfGraph(edited)
    : akida
      ? denseOperationsOfAkida(akida)
      : new Map<string, number>();
  const neural = new Map(
    (akida?.layers ?? []).flatMap((layer) =>
      layer.kind === 'InputData' ? [] : [[layer.name, layer]],
    ),
  );
  return [...dense].map(([name, denseOperations]) => {
    const [layer, counted] = [neural.get(name), events[name]];
    const npClocks = layer && counted !== undefined ? eventClocks(layer, counted) : null;
    return { name, denseOperations, npClocks };
  });
}
