import { createContext, use, useEffect, type ComponentType } from 'react';
import type { Diagnostic } from '../../core/errors/diagnostic.ts';
import type { LayerDetails } from '../../project/layer/layerView.ts';
import type { LayerView } from '../../project/views/graphView.ts';
import { loadLayerDetails } from '../../store/actions/inspector.ts';
import { useStudio } from '../../store/studioStore.ts';

/** One section of the inspector, for the selected layer. */
export interface InspectorSection {
  readonly id: string;
  readonly title: string;
  /** False: the section is left out for this layer. `details` are null until the worker has given them. */
  readonly shows?: (layer: LayerView, details: LayerDetails | null) => boolean;
  readonly Content: ComponentType<{ readonly layer: LayerView }>;
}

/** Declares an inspector section. */
export function defineInspectorSection(section: InspectorSection): InspectorSection {
  return section;
}

/** What is known of the selected layer. While a change is worked out, the details of before stay. */
interface DetailsState {
  readonly details: LayerDetails | null;
  readonly problems: readonly Diagnostic[];
}

const nothing: DetailsState = { details: null, problems: [] };

/** Asks for the details of a layer, anew with every plan. */
export function useLayerDetails(layer: string | null): DetailsState {
  const plan = useStudio((state) => state.plan);
  const document = useStudio((state) => state.document);
  const known = useStudio((state) => state.layerDetails);
  useEffect(() => {
    void loadLayerDetails(layer);
  }, [layer, plan, document]);
  return known?.layer === layer ? known : nothing;
}

/** The details of the layer that the inspector shows; null until they are there. */
export const DetailsContext = createContext<LayerDetails | null>(null);

export function useDetails(): LayerDetails | null {
  return use(DetailsContext);
}
