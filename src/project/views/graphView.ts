import type { AkidaLayer } from '../../core/akida/model.ts';
import type { LayerRole } from '../../core/layers/define.ts';
import type { JsonObject } from '../../core/ir/json.ts';
import type { Shape } from '../../core/tensor/tensor.ts';

/** What conversion does with a Keras layer. */
export type LayerFate = 'stays' | 'folds' | 'dropped' | 'unknown';

export type AkidaKind = AkidaLayer['kind'] | 'Quantizer';

/** One layer as the graph and the inspector show it: names and numbers, no tensors. */
export interface LayerView {
  readonly name: string;
  readonly className: string;
  readonly role: LayerRole;
  /** Names of the nested models that hold it, outermost first. */
  readonly scope: readonly string[];
  /** Names of the layers it reads from. */
  readonly inputs: readonly string[];
  /** With batch axis, null where a size is open; null where the shape cannot be worked out. */
  readonly outputShape: Shape | null;
  readonly parameters: number;
  readonly weights: readonly { readonly name: string; readonly shape: readonly number[] }[];
  /** Bits of its weights after the plan; null for float or no weights. */
  readonly weightBits: number | null;
  /** Bits of its output after the plan; null for float or no activation. */
  readonly activationBits: number | null;
  readonly fate: LayerFate;
  /** One sentence on what the layer computes; null for types we do not know. */
  readonly doc: string | null;
  /** The configuration as a file holds it, edits included. */
  readonly config: JsonObject;
}

/** Keras layers that become one Akida layer. */
export interface BlockView {
  /** Name of its neural layer, and of the Akida layer. */
  readonly name: string;
  readonly kind: AkidaKind;
  /** Names, in graph order. */
  readonly layers: readonly string[];
}

/** The model as it stands after the user's edits, with the bits that the settings give it. */
export interface GraphView {
  readonly name: string;
  readonly layers: readonly LayerView[];
  readonly blocks: readonly BlockView[];
  /** Names of layers that join no block. */
  readonly loose: readonly string[];
  readonly parameters: number;
}
