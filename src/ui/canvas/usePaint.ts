import { useEffect, useMemo } from 'react';
import { loadCosts, loadWeightErrors } from '../../store/actions/canvas.ts';
import { studioStore, useStudio } from '../../store/studioStore.ts';
import { colourMode } from './paint/index.ts';
import { paintScene, type PaintedScene } from './paint/paintScene.ts';
import type { Scene } from './scene/buildScene.ts';

/** The scene under the chosen colour; asks the worker for numbers that only this colour needs. */
export function usePaint(scene: Scene, isDark: boolean): PaintedScene {
  const colourBy = useStudio((state) => state.colourBy);
  const derived = useStudio((state) => state.derived);
  const simulate = useStudio((state) => state.simulate);
  const evaluation = useStudio((state) => state.evaluation);
  const costs = useStudio((state) => state.graphCosts);
  const errors = useStudio((state) => state.weightErrors);
  const outputErrors = useStudio((state) => state.quantizationError);
  useEffect(() => {
    const load = { cost: loadCosts, error: loadWeightErrors }[colourBy as 'cost' | 'error'];
    if (!(colourBy === 'cost' || colourBy === 'error')) return;
    const controller = new AbortController();
    void load(controller.signal);
    return () => {
      controller.abort();
    };
    // `derived` follows every change of the plan.
  }, [colourBy, derived, simulate?.layers]);
  return useMemo(
    () => paintScene(colourMode(colourBy), scene, studioStore.getState(), isDark),
    // The state that the modes read; the rest of the store changes nothing here.
    [colourBy, scene, isDark, simulate, evaluation, costs, errors, outputErrors],
  );
}
