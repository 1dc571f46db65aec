import { useEffect, useMemo } from 'react';
import { loadCosts, loadWeightErrors } from '../../store/actions/canvas.ts';
import { studioStore, useStudio } from '../../store/studioStore.ts';
import type { PaintsValue } from './GraphContext.ts';
import { colourMode } from './paint/index.ts';
import { paintScene } from './paint/paintScene.ts';
import { silentShares } from './paint/sparsity.ts';
import type { Scene } from './scene/buildScene.ts';

/** The scene under the chosen colour, and the last run; asks the worker for numbers that only this colour needs. */
export function usePaints(scene: Scene, isDark: boolean): PaintsValue {
  const colourBy = useStudio((state) => state.colourBy);
  const derived = useStudio((state) => state.derived);
  const simulate = useStudio((state) => state.simulate);
  const evaluation = useStudio((state) => state.evaluation);
  const costs = useStudio((state) => state.graphCosts);
  const errors = useStudio((state) => state.weightErrors);
  const outputErrors = useStudio((state) => state.quantizationError);
  useEffect(() => {
    if (colourBy === 'cost') void loadCosts();
    if (colourBy === 'error') void loadWeightErrors();
    // `derived` follows every change of the plan.
  }, [colourBy, derived, simulate?.layers]);
  const painted = useMemo(
    () => paintScene(colourMode(colourBy), scene, studioStore.getState(), isDark),
    // The state that the modes read; the rest of the store changes nothing here.
    [colourBy, scene, isDark, simulate, evaluation, costs, errors, outputErrors],
  );
  return useMemo(
    () => ({
      painted,
      silent: silentShares({ simulate, evaluation }),
      parting: simulate?.parting ?? null,
    }),
    [painted, simulate, evaluation],
  );
}
