import { useSyncExternalStore } from 'react';
import { useStudio } from '../../store/studioStore.ts';

const query = matchMedia('(prefers-color-scheme: dark)');

function subscribe(onChange: () => void): () => void {
  query.addEventListener('change', onChange);
  return () => {
    query.removeEventListener('change', onChange);
  };
}

/** True while the page is dark, by choice or by the system. For what CSS tokens cannot reach: canvases, charts. */
export function useDarkTheme(): boolean {
  const theme = useStudio((state) => state.theme);
  const systemDark = useSyncExternalStore(subscribe, () => query.matches);
  return theme === 'system' ? systemDark : theme === 'dark';
}
