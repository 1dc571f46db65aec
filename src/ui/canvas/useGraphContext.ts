import { useMemo } from 'react';
import { useStudio } from '../../store/studioStore.ts';
import type { Problem } from '../../project/assess.ts';
import { changedLayers } from './changedLayers.ts';
import type { GraphContextValue } from './GraphContext.ts';
import type { BitsEdit } from './nodes/BitsEditor.tsx';
import { problemIndex } from './problemIndex.ts';
import type { Scene } from './scene/buildScene.ts';

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
