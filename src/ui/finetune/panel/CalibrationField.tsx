import { calibrate, cancelCalibration } from '../../../store/actions/calibration.ts';
import { useStudio } from '../../../store/studioStore.ts';
import type { CalibrationRun } from '../../../store/slices/finetune.ts';
import { Button, ProgressBar, Term } from '../../design/index.ts';
import { isActive } from '../trainingStatus.ts';

const METHODS = [
  { id: 'activations', label: 'Activations' },
  { id: 'levels', label: 'Activation levels' },
  { id: 'bias', label: 'Activations and biases' },
  { id: 'adaround', label: 'Rounding (AdaRound)' },
] as const;

/** Corrections without training: seconds instead of minutes, from a few dozen images. */
export function CalibrationField() {
  const calibration = useStudio((state) => state.calibration);
  const busy = useStudio(
    ({ trainingRun, trainingData, judging }) =>
      trainingData.status !== 'open' ||
      judging !== null ||
      (trainingRun !== null && isActive(trainingRun.status)),
  );
  const running = calibration?.status === 'running';
  return (
    <section className="calibration" aria-label="Calibration">
      <h3>
        <Term id="calibration">Calibration</Term>
      </h3>
      <p className="finetune-text">
        Without training, from 64 of the training images: lowers activations to their largest value,
        or to the levels that fit best at few bits, corrects mean errors, or chooses how weights are
        rounded.
      </p>
      {running ? (
        <>
          <ProgressBar label="Calibrating" fraction={calibration.stage?.fraction ?? null} />
          <Button size="small" onClick={cancelCalibration}>
            Cancel
          </Button>
        </>
      ) : (
        <div className="calibration-buttons">
          {METHODS.map(({ id, label }) => (
            <Button key={id} size="small" disabled={busy} onClick={() => void calibrate(id)}>
              {label}
            </Button>
          ))}
        </div>
      )}
      {calibration && <Problem calibration={calibration} />}
    </section>
  );
}

function Problem({ calibration: { diagnostics } }: { readonly calibration: CalibrationRun }) {
  const [problem] = diagnostics ?? [];
  if (!problem) return null;
  return (
    <p className="finetune-problem" role="alert">
      {problem.message} {problem.hint}
    </p>
  );
}
