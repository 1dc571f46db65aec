import { Undo2 } from 'lucide-react';
import { undo } from '../../../store/actions/plan.ts';
import { useStudio } from '../../../store/studioStore.ts';
import { Button, ProgressBar } from '../../design/index.ts';
import { formatAccuracy } from '../formatTraining.ts';

/** Float, quantized and spiking model side by side, before and after. */
export function JudgementTable() {
  const judgements = useStudio((state) => state.judgements);
  const judging = useStudio((state) => state.judging);
  const isSame = useStudio(({ plan, judgements: all }) => all.at(-1)?.plan === plan);
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
          Three models on {last.images} images{isSame ? '' : ', before the latest change'}
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
      </table>
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

function UndoButton() {
  return (
    <Button kind="quiet" size="small" icon={<Undo2 />} onClick={undo}>
      Undo
    </Button>
  );
}
