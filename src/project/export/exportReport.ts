import type { AkidaKind } from '../views/graphView.ts';

/** One layer of an exported network. */
export interface ExportedLayer {
  readonly name: string;
  readonly kind: AkidaKind;
  /** (x, y, c) of its output. */
  readonly outputShape: readonly [number, number, number];
  /** Null for InputData. */
  readonly weightBits: number | null;
  /** Null for a head, which gives potentials. */
  readonly activationBits: number | null;
  /** Integers in its weights. */
  readonly weights: number;
}

/** Something that was checked before the file is handed over. */
export interface ExportCheck {
  readonly id: 'rules' | 'chip' | 'readBack';
  readonly passes: boolean;
  readonly title: string;
  readonly detail: string;
}

/** What an .fbz will hold, and what was checked of it. */
export interface ExportReport {
  /** Version of the runtime format. */
  readonly version: string;
  readonly inputShape: readonly [number, number, number];
  readonly inputKind: 'image' | 'sparse';
  readonly fileBytes: number;
  readonly layers: readonly ExportedLayer[];
  readonly checks: readonly ExportCheck[];
}
