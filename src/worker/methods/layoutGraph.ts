import { elkLayout } from '../../project/layout/elkLayout.ts';
import { stackLayout } from '../../project/layout/stackLayout.ts';
import { defineMethod } from './define.ts';

/** Lays out the graph on screen: a chain at once, anything else with the layout engine. */
export const layoutGraph = defineMethod('layoutGraph', async (request, { signal }) => {
  const stack = stackLayout(request);
  if (stack) return stack;
  const { startElk } = await import('../startElk.ts');
  const layout = await elkLayout(startElk(), request);
  signal.throwIfAborted();
  return layout;
});
