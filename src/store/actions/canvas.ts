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

/** Has the worker count the operations of a dense engine. */
export async function loadOperations(): Promise<void> {
  await ask({ key: 'operations', about: 'plan', failed: saidAlready }, async (asking) => {
    const { studio, plan } = asking;
    const layers = await studio('describeOperations', { plan });
    studioStore.setState({ graphOperations: { plan, layers } });
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
