import { enterStage } from '../../store/actions/view.ts';
import { useStudio } from '../../store/studioStore.ts';
import { Button, Term } from '../design/index.ts';

/** At so few bits the range that a float model leaves its activations costs much of the accuracy. */
const FEW_ACTIVATION_BITS = 2;
/** At fewer the rounding of the weights costs more than anything: only training helps. */
const ENOUGH_WEIGHT_BITS = 4;

/** Tells of the one step that helps most where activations have few bits and weights enough, until it or a training was taken. */
export function FewLevelsNote() {
  const isNeeded = useStudio(({ plan, derived }) => {
    const { bits } = plan.settings;
    return (
      bits !== null &&
      bits.activationBits <= FEW_ACTIVATION_BITS &&
      bits.weightBits >= ENOUGH_WEIGHT_BITS &&
      !plan.edits.some(({ kind }) => kind === 'trained') &&
      derived?.converted !== null
    );
  });
  if (!isNeeded) return null;
  return (
    <div className="few-levels">
      <p>
        With so few <Term id="activation levels">activation levels</Term>, fit them to some images
        before you judge the model: it takes seconds.
      </p>
      <Button
        kind="quiet"
        size="small"
        onClick={() => {
          enterStage('finetune');
        }}
      >
        Go to Fine-tune
      </Button>
    </div>
  );
}
