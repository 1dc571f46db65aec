import type { Dims } from '../../analysis/chipPlan.ts';
import type { ChipKind } from '../../layers/define.ts';
import type { AkidaPooling, NeuralAkidaLayer } from '../../akida/model.ts';
import type { Padding } from '../../tensor/window.ts';

/**
 * One layer as the chip sees it, whether it comes from a Keras model (float: bits unknown) or from an .fbz.
 * What is not known is null, and rules say nothing about it.
 */
export interface HardwareLayer {
  /** Name of the neural layer; the chip's layer has the same. */
  readonly name: string;
  readonly kind: ChipKind;
  readonly input: Dims | null;
  /** Output of the convolution, before pooling. */
  readonly convolution: Dims | null;
  /** [1, 1] for FullyConnected. */
  readonly kernelSize: readonly [number, number];
  readonly strides: readonly [number, number];
  readonly padding: Padding;
  /** Output channels or units. */
  readonly filters: number;
  readonly pooling: AkidaPooling;
  readonly inputBits: number | null;
  readonly weightBits: number | null;
  readonly activation: boolean;
  readonly activationBits: number | null;
  /** Weights, thresholds and steps where the layer is converted. */
  readonly converted: NeuralAkidaLayer | null;
  /** True: all weights of a kernel are zero; null where that is not known before quantization. */
  readonly hasZeroKernel: boolean | null;
  /** First layer with weights. */
  readonly isFirst: boolean;
  /** The layer before; null at the start and where the graph branches or breaks. */
  readonly previous: HardwareLayer | null;
  /** Nothing comes behind it. */
  readonly isLast: boolean;
}
