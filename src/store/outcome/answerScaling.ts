import type { InputScaling } from '../../core/analysis/inputScaling.ts';
import { changeSettings } from '../actions/plan.ts';

/** Says how the inputs were scaled in training, as one step of undo. Whoever asks for it answers here. */
export function answerScaling([scale, shift]: InputScaling): void {
  changeSettings(`Input scaling ${scale}, ${shift}`, { inputScaling: { scale, shift } });
}
