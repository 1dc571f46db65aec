import type { AkidaPooling } from '../akida/model.ts';
import type { Dims } from '../analysis/chipPlan.ts';
import type { ChipKind } from '../layers/define.ts';

/** What takes a layer: the input convolution's own unit, a convolution processor, and the two kinds that take a dense layer. */
export type ProcessorType = 'HRC' | 'CNP1' | 'FNP2' | 'FNP3';

/**
 * The version of the vendor's runtime whose answers are followed. 2.3.6 cuts wide maps into more parts, and writes somewhat shorter programs.
 * @source docs/reference/chips-mapping.md#two-runtimes
 */
export type MappingRuntime = '2.3.6' | '2.19.3';

/** What mapping looks at. */
export interface MappableLayer {
  readonly kind: ChipKind;
  readonly input: Dims;
  readonly inputBits: number;
  readonly kernelSize: readonly [number, number];
  readonly filters: number;
  readonly weightBits: number;
  readonly pooling: AkidaPooling;
  /** False: it gives its potentials. Absent: it gives spikes. */
  readonly activates?: boolean;
}

/** One processor of a layer. */
export interface MappedProcessor {
  readonly type: ProcessorType;
  readonly filters: number;
  /** Cells of the map that are its own, along the first and the second dimension: [from, to). */
  readonly cells: readonly [readonly [number, number], readonly [number, number]];
  /** Of the cells that it reads, its own and those that it shares with its neighbours, in bytes. */
  readonly inputBytes: number;
  /** Of its filters, in bytes; 0 where the weights lie outside of it (HRC, FNP2). */
  readonly weightBytes: number;
}

/** Where one layer lies on a chip. */
export interface LayerMapping {
  readonly processors: readonly MappedProcessor[];
  /** Parts that the map is cut into, along the first and the second dimension. */
  readonly parts: readonly [number, number];
  /** One input buffer instead of two: the next map waits until this one is done. */
  readonly singleBuffer: boolean;
  /** Of one processor's part, in bytes. */
  readonly inputBytes: number;
  /** Of the processor with the most filters, in bytes; 0 where the weights lie outside of it (HRC, FNP2). */
  readonly weightBytes: number;
  /** What the whole layer adds to the program, in bytes. */
  readonly programBytes: number;
}

/** How many processors of which type a layer takes. */
export interface ProcessorNeed {
  readonly type: ProcessorType;
  readonly count: number;
}
