import type { StepTime } from '../../../scripts/verify-qat/measureSteps.mjs';

/** What one check came to. */
export interface CheckResult {
  readonly name: string;
  /** Largest error found; null where it was no number. */
  readonly error: number | null;
  readonly tolerance: number;
  readonly passed: boolean;
  readonly milliseconds: number;
  /** What it threw. */
  readonly failure?: string;
}

/** What a backend came to in this browser. */
export interface BackendReport {
  readonly backend: string;
  /** What WebGL runs on, as the driver calls it. */
  readonly renderer: string;
  readonly checks: readonly CheckResult[];
  readonly speed: readonly SpeedResult[];
  /** Why nothing could be checked. */
  readonly failure?: string;
}

/** Milliseconds of a training step of a network. */
export interface SpeedResult {
  readonly network: string;
  readonly batchSize: number;
  readonly times: readonly StepTime[];
}

export interface WorkerRequest {
  /** Address of the golden directory, with a slash at its end. */
  readonly golden: string;
  readonly backend: 'webgl' | 'wasm' | 'cpu';
  /** Golden models whose folder begins so; all with none. */
  readonly models: string;
  /** Whether training steps are timed too. */
  readonly speed: boolean;
}

export type WorkerMessage =
  | { readonly kind: 'progress'; readonly text: string }
  | { readonly kind: 'done'; readonly report: BackendReport };
