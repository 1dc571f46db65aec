import type { TrainingRun } from '../../../store/slices/finetune.ts';
import { formatBits } from '../../../store/formatBits.ts';
import { formatAccuracy } from '../formatTraining.ts';
import { imagesOf } from '../trainingStatus.ts';

/** Accuracy before and after every recipe step, on the validation images; without any, on those trained on. */
export function RunResults({ run }: { readonly run: TrainingRun }) {
  const rows = run.parts.map(({ bits, before }, part) => {
    const done = run.results[part];
    const judged = run.epochs.filter((epoch) => epoch.part === part && epoch.epoch > 0);
    const best = Math.max(...judged.map(({ validationAccuracy }) => validationAccuracy ?? 0), 0);
    const after = done?.after ?? (judged.length > 0 ? best : null);
    return { part, bits, before: done?.before ?? before, after, epoch: done?.epoch ?? null };
  });
  if (rows.length === 0) return null;
  return (
    <table className="training-table">
      <caption>Accuracy on {imagesOf(run)}</caption>
      <thead>
        <tr>
          <th scope="col">Bits</th>
          <th scope="col">before</th>
          <th scope="col">after</th>
          <th scope="col">epoch</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ part, bits, before, after, epoch }) => (
          <tr key={part}>
            <th scope="row" className="code">
              {bits ? formatBits(bits) : 'as opened'}
            </th>
            <td>{before === null ? '' : formatAccuracy(before)}</td>
            <td>{after === null ? '' : formatAccuracy(after)}</td>
            <td>{epoch ?? ''}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
