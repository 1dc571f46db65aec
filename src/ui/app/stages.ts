import { exportStage } from '../export/exportStage.ts';
import { finetuneStage } from '../finetune/finetuneStage.ts';
import { modelStage } from '../model/modelStage.ts';
import { quantizeStage } from '../quantize/quantizeStage.ts';
import { simulateStage } from '../simulate/simulateStage.ts';
import type { StudioStage } from '../frame/define.ts';

/** The stages in the order of the work. A stage is one file in its feature's folder and one line here. */
export const stages: readonly StudioStage[] = [
  modelStage,
  quantizeStage,
  finetuneStage,
  simulateStage,
  exportStage,
];
