import { ask } from '../ask.ts';
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
export async function loadCosts(): Promise<void> {
  const { simulate } = studioStore.getState();
  const events = Object.fromEntries((simulate?.layers ?? []).map((l) => [l.name, l.events]));
  await ask({ key: 'costs', about: 'plan', failed: saidAlready }, async ({ studio, plan }) => {
    const layers = await studio('describeCost', { plan, events });
    studioStore.setState({ graphCosts: { plan, layers } });
  });
}

/** Has the worker measure what rounding does to the weights. */
export async function loadWeightErrors(): Promise<void> {
  await ask({ key: 'weightErrors', about: 'plan', failed: saidAlready }, async (asking) => {
    const { studio, plan } = asking;
    const layers = await studio('weightErrors', { plan });
    studioStore.setState({ weightErrors: { plan, layers } });
  });
}

/** Colours are no reason for an alarm: what the worker refuses, the list of problems says already. */
const saidAlready = () => undefined;
