import { isStudioError } from '../../core/errors/diagnostic.ts';
import { isAbortError } from '../../worker/runJob.ts';
import { studioClient } from '../studioClient.ts';
import { studioStore } from '../studioStore.ts';

/** Opens or closes groups of the graph. */
export function setGroups(ids: readonly string[], isOpen: boolean): void {
  studioStore.setState(({ graphGroups }) => ({
    graphGroups: { ...graphGroups, ...Object.fromEntries(ids.map((id) => [id, isOpen])) },
  }));
}

/** The row or title that the keyboard is on. */
export function setGraphStop(graphStop: string | null): void {
  studioStore.setState({ graphStop });
}

export function openGraphSearch(graphSearch: boolean): void {
  studioStore.setState({ graphSearch });
}

/** Brings the whole graph into view, or comes closer or goes back by one step. */
export function moveGraph(kind: 'fit' | 'in' | 'out'): void {
  studioStore.setState({ graphMove: { kind } });
}

/** Has the worker estimate what an inference costs, from the last simulation's events where there are any. */
export async function loadCosts(signal: AbortSignal): Promise<void> {
  const { plan, simulate } = studioStore.getState();
  const events = Object.fromEntries((simulate?.layers ?? []).map((l) => [l.name, l.events]));
  await whenWanted(async () => {
    const layers = await studioClient.call('describeCost', { plan, events }, { signal });
    if (!signal.aborted) studioStore.setState({ graphCosts: { plan, layers } });
  });
}

/** Has the worker measure what rounding does to the weights. */
export async function loadWeightErrors(signal: AbortSignal): Promise<void> {
  const { plan } = studioStore.getState();
  await whenWanted(async () => {
    const layers = await studioClient.call('weightErrors', { plan }, { signal });
    if (!signal.aborted) studioStore.setState({ weightErrors: { plan, layers } });
  });
}

/** Colours are no reason for an alarm: what the worker refuses, the list of problems says already. */
async function whenWanted(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!isAbortError(error) && !isStudioError(error)) throw error;
  }
}
