import { useSyncExternalStore } from 'react';

/** From this width the inspector has a place of its own. */
const query = matchMedia('(width >= 1280px)');

function subscribe(onChange: () => void): () => void {
  query.addEventListener('change', onChange);
  return () => {
    query.removeEventListener('change', onChange);
  };
}

/** True when the window has room for the inspector beside the graph. */
export function useWide(): boolean {
  return useSyncExternalStore(subscribe, () => query.matches);
}
