import { createContext, use, useEffect, useState } from 'react';
import { isStudioError, type Diagnostic } from '../../core/errors/diagnostic.ts';
import { studioClient } from '../../store/studioClient.ts';
import { useStudio } from '../../store/studioStore.ts';
import type { LayerDetails } from '../../worker/details/layerDetails.ts';
import type { OpenedModel } from '../../worker/methods/contract.ts';

/** What is known of the selected layer. While a change is worked out, the details of before stay. */
export interface DetailsState {
  readonly details: LayerDetails | null;
  readonly problems: readonly Diagnostic[];
}

const nothing: DetailsState = { details: null, problems: [] };

/** An answer with what was asked: a layer of another model may have the same name. */
interface Answer extends DetailsState {
  readonly model: OpenedModel;
  readonly layer: string;
}

/** Asks the worker for the details of a layer, anew with every plan. */
export function useLayerDetails(layer: string | null): DetailsState {
  const plan = useStudio((state) => state.plan);
  const model = useStudio((state) => state.model);
  const [answer, setAnswer] = useState<Answer | null>(null);
  useEffect(() => {
    if (layer === null || !model) return undefined;
    const controller = new AbortController();
    studioClient.call('layerDetails', { plan, layer }, { signal: controller.signal }).then(
      (details) => {
        setAnswer({ model, layer, details, problems: [] });
      },
      (error: unknown) => {
        if (controller.signal.aborted) return;
        if (!isStudioError(error)) throw error;
        setAnswer({ model, layer, details: null, problems: error.diagnostics });
      },
    );
    return () => {
      controller.abort();
    };
  }, [layer, plan, model]);
  return answer?.model === model && answer.layer === layer ? answer : nothing;
}

/** The details of the layer that the inspector shows; null until they are there. */
export const DetailsContext = createContext<LayerDetails | null>(null);

export function useDetails(): LayerDetails | null {
  return use(DetailsContext);
}
