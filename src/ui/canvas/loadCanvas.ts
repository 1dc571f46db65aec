const load = () => import('./Canvas.tsx');
let loading: ReturnType<typeof load> | null = null;

/**
 * The graph and its library: a script of its own, the first screen does without. Asked for before a model is there, it is
 * shown with the rest of the work: React holds back by 0.3 s what arrives after its placeholder. The promise is kept, for
 * another import of the same script would be answered in a later task, and that is late already.
 */
export function loadCanvas(): ReturnType<typeof load> {
  loading ??= load().catch((error: unknown) => {
    loading = null;
    throw error;
  });
  return loading;
}
