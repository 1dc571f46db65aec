import { enterStage, showDrawer } from '../../store/actions/view.ts';
import type { StudioState } from '../../store/studioStore.ts';
import { countProblems } from './problems.ts';
import type { StageBlock } from './define.ts';

const hasErrors: StageBlock = {
  title: 'The model does not convert yet',
  text: 'Some layers break a rule of the conversion. Fix them first; the list says how.',
  action: {
    label: 'Show the problems',
    run: () => {
      enterStage('model');
      showDrawer('problems');
    },
  },
};

const needsBits: StageBlock = {
  title: 'The model is still in float',
  text: 'The chip works on whole numbers. Choose how many bits weights and activations get.',
  action: {
    label: 'Choose bits',
    run: () => {
      enterStage('quantize');
    },
  },
};

/** Why a stage that needs the converted network has to wait; null when it is there. */
export function notConverted({ derived }: StudioState): StageBlock | null {
  if (!derived || derived.converted) return null;
  return countProblems(derived.diagnostics).error > 0 ? hasErrors : needsBits;
}
