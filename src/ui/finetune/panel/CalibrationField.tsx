import { calibrate, cancelCalibration } from '../../../store/actions/calibration.ts';
import { useStudio } from '../../../store/studioStore.ts';
import type { CalibrationRun } from '../../../store/slices/finetune.ts';
import { Button, ProgressBar, Term } from '../../design/index.ts';
import { isActive } from '../trainingStatus.ts';

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
        Without training, from 64 of the images: fits the range of activations and corrects the mean
        error of every layer.
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
          <Button size="small" disabled={busy} onClick={() => void calibrate('bias')}>
            Activations and biases
          </Button>
          <Button size="small" disabled={busy} onClick={() => void calibrate('adaround')}>
            Rounding
          </Button>
        </div>
      )}
      {calibration && <CalibrationResult calibration={calibration} />}
    </section>
  );
}

function CalibrationResult({ calibration }: { readonly calibration: CalibrationRun }) {
  const { outcome, diagnostics } = calibration;
  if (diagnostics) {
    return (
      <p className="finetune-problem" role="alert">
        {diagnostics[0]?.message} {diagnostics[0]?.hint}
      </p>
    );
  }
  if (!outcome) return null;
  const isRelative = outcome.measure === 'relative-error';
  const format = (value: number) =>
    isRelative ? `${(value * 100).toFixed(1)} %` : value.toPrecision(2);
  return (
    <table className="training-table">
      <caption>
        {isRelative ? 'Error against the float model' : 'Squared error of the rounded weights'},{' '}
        {outcome.samples} images
      </caption>
      <thead>
        <tr>
          <th scope="col">Layer</th>
          <th scope="col">before</th>
          <th scope="col">after</th>
        </tr>
      </thead>
      <tbody>
        {outcome.layers.map(({ name, before, after }) => (
          <tr key={name}>
            <th scope="row" className="code">
              {name}
            </th>
            <td>{format(before)}</td>
            <td>{format(after)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
