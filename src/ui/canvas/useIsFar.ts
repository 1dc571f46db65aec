import { useStore } from '@xyflow/react';

/** Below this zoom a row is a few pixels tall: nobody reads or hits it. */
const FAR_ZOOM = 0.35;

/** True while the graph is seen from so far that rows are left out. Changes only as the zoom crosses the bound. */
export function useIsFar(): boolean {
  return useStore(({ transform }) => transform[2] < FAR_ZOOM);
}
