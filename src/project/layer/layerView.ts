import type { Shape } from '../../core/tensor/tensor.ts';

/** One entry of a layer's configuration. */
export interface ConfigRow {
  readonly key: string;
  readonly value: string;
  /** What it means; null for entries that we do not use. */
  readonly doc: string | null;
}

/** Counts of values in equal intervals. */
export interface Histogram {
  readonly from: number;
  readonly to: number;
  readonly counts: readonly number[];
}

/** Where a set of numbers lies. */
export interface Spread {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

/** A kernel on its integer grid. */
export interface WeightGrid {
  readonly bits: number;
  /** Class name of the quantizer; null where the file holds integers only. */
  readonly quantizer: string | null;
  /** Real value of one step, over the channels; null where the file does not say. */
  readonly step: Spread | null;
  /** How many weights lie on each integer, ascending. */
  readonly levels: readonly { readonly level: number; readonly count: number }[];
  /** The float weights in steps of their channel; null where the file holds integers only. */
  readonly inSteps: Histogram | null;
  /** 10 log10(sum(w^2) / sum((w - rounded)^2)), dB; Infinity = nothing is lost. Null without float weights. */
  readonly sqnr: number | null;
}

/** One weight array of a layer in numbers. */
export interface WeightDetails {
  readonly name: string;
  readonly shape: readonly number[];
  readonly count: number;
  readonly spread: Spread;
  readonly mean: number;
  /** Share of exact zeros, 0..1. */
  readonly zeros: number;
  readonly histogram: Histogram;
  /** Null for what is not rounded: biases, and every weight of a float layer. */
  readonly grid: WeightGrid | null;
}

/** One limit of the chip that applies to a layer. */
export interface HardwareNote {
  readonly name: string;
  readonly found: string;
  readonly allowed: string;
  /** How much of the limit is used, 1 = all of it; null for limits that are lists. */
  readonly share: number | null;
  readonly fits: boolean;
  readonly source: string;
}

/** The chip's limits for a layer. */
export interface HardwareDetails {
  readonly chip: string;
  readonly notes: readonly HardwareNote[];
}

/** What the layer is on the chip. */
export interface ConvertedDetails {
  readonly kind: string;
  readonly neurons: number;
  /** One number per neuron: the potential it must pass. */
  readonly thresholds: readonly number[];
  /** One number per neuron: potential for one sixteenth of the spike range. */
  readonly steps: readonly number[];
  /** False: the head, which gives potentials. */
  readonly spikes: boolean;
  readonly activationBits: number | null;
}

/** Everything that the inspector shows of one layer besides what the graph view holds. */
export interface LayerDetails {
  readonly name: string;
  /** With batch axis; null where a shape is not known. */
  readonly inputShapes: readonly (Shape | null)[];
  readonly config: readonly ConfigRow[];
  readonly weights: readonly WeightDetails[];
  /** Null for layers that are no layer of the chip, and without a chip. */
  readonly hardware: HardwareDetails | null;
  /** Null while the model does not convert, and for layers that are no layer of the chip. */
  readonly converted: ConvertedDetails | null;
}
