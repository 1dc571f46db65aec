import { createContext, useContext, useEffect, useMemo } from 'react';
import type { GraphView } from '../../project/views/graphView.ts';
import { loadOperations, loadWeightErrors } from '../../store/actions/canvas.ts';
import { studioStore, useStudio } from '../../store/studioStore.ts';
import type { Problem } from '../../project/assess.ts';
import { graphDiff } from '../problems/graphDiff.ts';
import type { BitsEdit } from './nodes/BitsEditor.tsx';
import { colourMode } from './paint/index.ts';
import { paintScene, type PaintedScene } from './paint/paintScene.ts';
import { silentShares } from './paint/sparsity.ts';
import { problemIndex, type ProblemCount } from './scene/problemIndex.ts';
import type { Scene } from './scene/buildScene.ts';

/** What all nodes of the graph share. */
interface GraphContextValue {
  /** Problems by layer name. */
  readonly problems: ReadonlyMap<string, ProblemCount>;
  /** Layers that the previewed fix adds or changes, by name. */
  readonly changed: ReadonlyMap<string, 'added' | 'changed' | 'moved'>;
  /** False: an .fbz, whose bits cannot be changed. */
  readonly isKeras: boolean;
  /** Layers with bits of their own, by name. */
  readonly ownBits: ReadonlySet<string>;
  readonly editBits: (layer: string, chip: HTMLElement) => void;
  /** Where the first tab stop of the graph is, while nobody has walked it. */
  readonly firstStop: string | null;
}

/** Colours and what the last run showed. Apart from the rest: it changes with every step of the wave. */
export interface PaintsValue {
  readonly painted: PaintedScene;
  /** Share of silent neurons by layer name. */
  readonly silent: ReadonlyMap<string, number>;
  /** Name of the first block in which quantized and spiking model differ. */
  readonly parting: string | null;
}

export const GraphContext = createContext<GraphContextValue | null>(null);
export const PaintsContext = createContext<PaintsValue | null>(null);

/** @throws Error outside of the graph */
export function useGraph(): GraphContextValue {
  return required(useContext(GraphContext));
}

/** @throws Error outside of the graph */
export function usePaints(): PaintsValue {
  return required(useContext(PaintsContext));
}

function required<T>(value: T | null): T {
  if (value === null) throw new Error('A node of the graph was drawn outside of it.');
  return value;
}

/**
 * What the nodes share; the same object until one of it changes.
 * @param editBits  the same function every time
 */
export function useGraphContext(
  scene: Scene,
  diagnostics: readonly Problem[] | undefined,
  editBits: (edit: BitsEdit) => void,
): GraphContextValue {
  const preview = useStudio((state) => (state.preview?.plan === state.plan ? state.preview : null));
  const before = useStudio((state) => state.derived?.graph);
  const isKeras = useStudio(({ model }) => model?.kind === 'keras');
  const ownSettings = useStudio(({ plan }) => plan.settings.layers);
  const compared = preview ? (before ?? null) : null;
  return useMemo(
    () => ({
      problems: problemIndex(diagnostics),
      isKeras,
      ownBits: new Set(
        Object.entries(ownSettings).flatMap(([name, { bits }]) => (bits === undefined ? [] : name)),
      ),
      editBits: (layer, chip) => {
        editBits({ layer, chip });
      },
      changed: changedLayers(compared, scene.graph),
      firstStop: scene.stops[0] ?? null,
    }),
    [diagnostics, compared, scene, isKeras, ownSettings, editBits],
  );
}

/** Layers of the previewed graph that are not as they were; none without a graph before. */
function changedLayers(before: GraphView | null, after: GraphView): GraphContextValue['changed'] {
  if (!before) return new Map();
  return new Map(
    graphDiff(before, after)
      .flatMap((hunk) => hunk.after)
      .flatMap(({ layer, change }) =>
        change === 'added' || change === 'changed' || change === 'moved'
          ? [[layer.name, change] as const]
          : [],
      ),
  );
}

/** The scene under the chosen colour, and the last run; asks the worker for numbers that only this colour needs. */
export function useScenePaints(scene: Scene, isDark: boolean): PaintsValue {
  const colourBy = useStudio((state) => state.colourBy);
  const derived = useStudio((state) => state.derived);
  const simulate = useStudio((state) => state.simulate);
  const evaluation = useStudio((state) => state.evaluation);
  const operations = useStudio((state) => state.graphOperations);
  const costs = useStudio((state) => state.chipCosts);
  const errors = useStudio((state) => state.weightErrors);
  const outputErrors = useStudio((state) => state.quantizationError);
  useEffect(() => {
    if (colourBy === 'cost') void loadOperations();
    if (colourBy === 'error') void loadWeightErrors();
    // `derived` follows every change of the plan.
  }, [colourBy, derived]);
  const painted = useMemo(
    () => paintScene(colourMode(colourBy), scene, studioStore.getState(), isDark),
    // The state that the modes read; the rest of the store changes nothing here.
    [colourBy, scene, isDark, simulate, evaluation, operations, costs, errors, outputErrors],
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
