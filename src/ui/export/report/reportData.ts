import type { ExportReport } from '../../../project/exportReport.ts';
import type { LayerView } from '../../../project/views/graphView.ts';
import type { Problem } from '../../../project/assess.ts';
import type { LayerActivity } from '../../../project/views/network.ts';
import type { QuantizationError } from '../../../core/forward/compareQuantization.ts';

/** Accuracy of the three models over images, 0 .. 1. */
export interface ReportAccuracy {
  /** Which images, for people: `500 test images not trained on, MNIST`. */
  readonly on: string;
  readonly float: number | null;
  readonly quantized: number | null;
  readonly spiking: number;
}

/** Everything that the report says, gathered in one place. What was not measured is null. */
export interface ReportData {
  readonly file: string;
  readonly format: string;
  readonly bytes: number;
  readonly parameters: number;
  readonly date: string;
  /** Setting and value, for people. */
  readonly settings: readonly (readonly [string, string])[];
  /** What the user changed, in order. */
  readonly changes: readonly string[];
  readonly problems: readonly Problem[];
  readonly layers: readonly LayerView[];
  readonly export: ExportReport | null;
  readonly errors: {
    readonly samples: string;
    readonly layers: readonly QuantizationError[];
  } | null;
  readonly activity: {
    readonly on: string;
    /** How many inputs the counts of `layers` are summed over. */
    readonly inputs: number;
    readonly layers: readonly LayerActivity[];
  } | null;
  readonly accuracy: ReportAccuracy | null;
  /** Picture of the graph, SVG. */
  readonly graph: string | null;
}
