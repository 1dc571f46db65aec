import type { ReactNode } from 'react';
import { formatBits } from '../../../store/actions/bits.ts';
import type { TrainingRun } from '../../../store/slices/finetune.ts';
import { formatBytes } from '../../design/format.ts';
import { Term } from '../../design/index.ts';
import { formatAccuracy, formatCount, formatDuration, imagesOf } from '../trainingStatus.ts';

/** Accuracy before and after every recipe step, on the validation images. */
export function RunResults({ run }: { readonly run: TrainingRun }) {
  const rows = run.parts.map(({ bits, before }, part) => {
    const done = run.results[part];
    const judged = run.epochs.filter((epoch) => epoch.part === part && epoch.epoch > 0);
    const best = Math.max(...judged.map(({ validationAccuracy }) => validationAccuracy ?? 0), 0);
    const after = done?.after ?? (judged.length > 0 ? best : null);
    const accuracy = { before: done?.before ?? before, after };
    return { part, bits, ...accuracy, effort: done?.effort ?? null, epoch: done?.epoch ?? null };
  });
  const hasEvents = rows.some(({ effort }) => effort !== null);
  if (rows.length === 0) return null;
  if (run.images?.validation === 0) {
    return (
      <p className="training-note">
        No image was set aside to validate: what the training learned was not measured. Add images,
        or raise the share that validates.
      </p>
    );
  }
  return (
    <table className="training-table">
      <caption>Accuracy on {imagesOf(run)}</caption>
      <thead>
        <tr>
          <th scope="col">Bits</th>
          <th scope="col">before</th>
          <th scope="col">after</th>
          <th scope="col">epoch</th>
          {hasEvents && <th scope="col">events before</th>}
          {hasEvents && <th scope="col">after</th>}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ part, bits, before, after, epoch, effort }) => (
          <tr key={part}>
            <th scope="row" className="code">
              {bits ? formatBits(bits) : 'as opened'}
            </th>
            <td>{before === null ? '' : formatAccuracy(before)}</td>
            <td>{after === null ? '' : formatAccuracy(after)}</td>
            <td>{epoch ?? ''}</td>
            {hasEvents && <td>{effort ? formatCount(effort.before.events) : ''}</td>}
            {hasEvents && <td>{effort ? formatCount(effort.after.events) : ''}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const BACKENDS = { webgl: 'GPU (WebGL)', wasm: 'WebAssembly', cpu: 'plain JavaScript' } as const;

/** Where a training stands, in numbers. */
export function RunFacts({ run }: { readonly run: TrainingRun }) {
  const { progress, backend, settings } = run;
  const parts = settings.recipe?.length ?? 1;
  return (
    <dl className="facts training-facts">
      {parts > 1 && progress && (
        <Fact name="Recipe step">
          {progress.part + 1} of {parts}
        </Fact>
      )}
      {progress && (
        <>
          <Fact name={<Term id="epoch">Epoch</Term>}>
            {progress.epoch} of {progress.epochs}
          </Fact>
          <Fact name="Step">
            {formatCount(progress.step)} of {formatCount(progress.steps)}
          </Fact>
          <Fact name="Speed">{formatCount(progress.imagesPerSecond)} images/s</Fact>
          <Fact name="Time left">
            {run.status === 'running' ? formatDuration(progress.etaSeconds) : 'not running'}
          </Fact>
          <Fact name="Learning rate">{progress.learningRate.toPrecision(2)}</Fact>
          <Fact name="Memory">
            {progress.bytes !== null && formatBytes(progress.bytes)}
            <span className="training-device">
              {formatCount(progress.tensors)} tensors left between steps
            </span>
          </Fact>
        </>
      )}
      {backend && (
        <Fact name="Runs on">
          {BACKENDS[backend.name]}
          {backend.device !== null && <span className="training-device">{backend.device}</span>}
        </Fact>
      )}
      {settings.sparsity && (
        <Fact name={<Term id="sparsity term">Charge for events</Term>}>
          {settings.sparsity.kind === 'hoyer' ? 'Hoyer' : 'L1'}, {String(settings.sparsity.weight)}
        </Fact>
      )}
      <Fact name="Images">{run.dataName}</Fact>
    </dl>
  );
}

function Fact({ name, children }: { readonly name: ReactNode; readonly children: ReactNode }) {
  return (
    <div className="facts-row">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
