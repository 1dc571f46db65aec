import { Undo2 } from 'lucide-react';
import { describePart, divisionOf, isSameDivision } from '../../../core/data/splitImages.ts';
import { undo } from '../../../store/actions/plan.ts';
import type { CalibrationRun } from '../../../store/slices/finetune.ts';
import { useStudio } from '../../../store/studioStore.ts';
import type { LayerError } from '../../../project/training/request.ts';
import type { Estimate } from '../../../core/cost/estimate.ts';
import type { Effort } from '../../../project/effort.ts';
import { Button, ProgressBar, Term } from '../../design/index.ts';
import { formatAccuracy, formatCount, formatMilliseconds } from '../trainingStatus.ts';

/** Why a figure of validation images promises more than it should. */
const CAUTION = 'No other images were set aside: the best epoch was chosen by these.';

/** Float, quantized and spiking model side by side, before and after. */
export function JudgementTable() {
  const judgements = useStudio((state) => state.judgements);
  const judging = useStudio((state) => state.judging);
  const isSame = useStudio(({ plan, judgements: all }) => all.at(-1)?.plan === plan);
  const isDividedAnew = useStudio(({ judgements: all, training, trainingData }) => {
    const { division, dataName } = all.at(-1) ?? { division: null, dataName: '' };
    if (!division || trainingData.status !== 'open' || trainingData.request.name !== dataName)
      return false;
    return !isSameDivision(division, divisionOf(training));
  });
  const [first, last = first] = judgements;
  if (judging) {
    return (
      <div className="training-judging" role="status">
        <p>{judging.text}</p>
        <ProgressBar label="Judging the models" fraction={judging.fraction} />
      </div>
    );
  }
  if (!first || !last) return null;
  const rows = [
    { name: 'Float', before: first.float, after: last.float },
    { name: 'Quantized', before: first.quantized, after: last.quantized },
    { name: 'Spiking', before: first.spiking, after: last.spiking },
  ];
  return (
    <div className="training-judgement">
      <table className="training-table">
        <caption>
          Three models on {describePart(last.part, last.images, last.of)}
          {isSame ? '' : ', before the latest change'}
        </caption>
        <thead>
          <tr>
            <th scope="col">Model</th>
            <th scope="col">before</th>
            <th scope="col">after</th>
          </tr>
        </thead>
        <tbody>
          {rows
            .filter(({ after }) => after !== null)
            .map(({ name, before, after }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{before === null ? '' : formatAccuracy(before)}</td>
                <td>
                  <strong>{after === null ? '' : formatAccuracy(after)}</strong>
                </td>
              </tr>
            ))}
        </tbody>
        <EffortRows before={first.effort} after={last.effort} />
      </table>
      {last.effort.milliseconds && <EffortNote milliseconds={last.effort.milliseconds} />}
      {last.part === 'validation' && <p className="training-note">{CAUTION}</p>}
      {isDividedAnew && (
        <p className="training-note">
          The images are divided another way now: these figures are of the division before.
        </p>
      )}
      {last.agreeing !== null && (
        <p className="training-note">
          {last.mode === 'chip' ? 'The network that was trained' : 'The toolkit\u2019s model'} and
          the spiking network give the same class to{' '}
          {last.agreeing === last.images ? 'all' : `${last.agreeing} of`} {last.images} images.
        </p>
      )}
      {last.spiking < first.spiking && (
        <p className="training-note">
          The accuracy fell. <UndoButton />
        </p>
      )}
    </div>
  );
}

interface EffortRowsProps {
  readonly before: Effort;
  readonly after: Effort;
}

/** Events and time of the spiking model, on the same images. */
function EffortRows({ before, after }: EffortRowsProps) {
  const time = ({ milliseconds }: Effort) => milliseconds && formatMilliseconds(milliseconds.value);
  return (
    <tbody>
      <tr>
        <th scope="row">
          <Term id="event">Events</Term> an image
        </th>
        <td>{formatCount(before.events)}</td>
        <td>
          <strong>{formatCount(after.events)}</strong>
        </td>
      </tr>
      {after.milliseconds && (
        <tr>
          <th scope="row">Time on the chip</th>
          <td>{time(before)}</td>
          <td>
            <strong>{time(after)}</strong>
          </td>
        </tr>
      )}
    </tbody>
  );
}

/** What the times stand on. */
function EffortNote({ milliseconds }: { readonly milliseconds: Estimate }) {
  const { low, high, basis } = milliseconds;
  return (
    <p className="training-note">
      Time: an estimate, between {formatMilliseconds(low)} and {formatMilliseconds(high)} after.{' '}
      {basis}
    </p>
  );
}

function UndoButton() {
  return (
    <Button kind="quiet" size="small" icon={<Undo2 />} onClick={undo}>
      Undo
    </Button>
  );
}

interface CalibrationTableProps {
  readonly outcome: NonNullable<CalibrationRun['outcome']>;
}

/** What a calibration did to every layer and to the ranges of the activations. */
export function CalibrationTable({ outcome }: CalibrationTableProps) {
  const isRelative = outcome.measure === 'relative-error';
  const what = isRelative ? 'Error against the float model' : 'Squared error of the layers';
  return (
    <>
      <BeforeAfter
        caption={`${what}, ${outcome.samples} training images`}
        rows={outcome.layers}
        format={(value) => (isRelative ? `${(value * 100).toFixed(1)} %` : value.toPrecision(2))}
      />
      <BeforeAfter
        caption="Upper end of activations"
        rows={outcome.activations}
        format={(value) => value.toPrecision(3)}
      />
    </>
  );
}

interface BeforeAfterProps {
  readonly caption: string;
  readonly rows: readonly LayerError[];
  readonly format: (value: number) => string;
}

function BeforeAfter({ caption, rows, format }: BeforeAfterProps) {
  if (rows.length === 0) return null;
  return (
    <table className="training-table">
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">Layer</th>
          <th scope="col">before</th>
          <th scope="col">after</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, before, after }) => (
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
