import type { ComponentType } from 'react';
import type { LayerDetails } from '../../project/layer/layerView.ts';
import type { LayerView } from '../../project/views/graphView.ts';

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
