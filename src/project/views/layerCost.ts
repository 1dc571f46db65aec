/** What one inference costs in one neural layer. */
export interface LayerCost {
  readonly name: string;
  /** Multiply-accumulates of an engine that skips nothing; null where the shape is open. */
  readonly denseOperations: number | null;
  /** Clocks of one neural processor by the published event law; null without counted events, or off the law. */
  readonly npClocks: number | null;
}
