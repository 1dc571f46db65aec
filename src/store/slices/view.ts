export const stageIds = ['model', 'quantize', 'finetune', 'simulate', 'export'] as const;
export type StageId = (typeof stageIds)[number];

/** What the graph can be coloured by. */
export const colourings = [
  'problems',
  'bits',
  'parameters',
  'sparsity',
  'error',
  'cost',
  'processors',
  'memory',
  'time',
  'energy',
] as const;
export type ColourBy = (typeof colourings)[number];

/** What part of the work is on screen. Saved with the session, not part of undo. */
export interface ViewSlice {
  readonly stage: StageId;
  /** Name of the selected layer. */
  readonly selected: string | null;
  readonly colourBy: ColourBy;
  /** Tab of the bottom drawer. */
  readonly drawerTab: string;
  readonly drawerOpen: boolean;
  /** Raised whenever the keyboard asks for the drawer: it takes the focus then. */
  readonly drawerFocus: number;
}

export const viewSlice: ViewSlice = {
  stage: 'model',
  selected: null,
  colourBy: 'problems',
  drawerTab: 'problems',
  drawerOpen: true,
  drawerFocus: 0,
};
