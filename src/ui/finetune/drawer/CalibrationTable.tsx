import type { CalibrationRun } from '../../../store/slices/finetune.ts';
import type { LayerError } from '../../../project/training/request.ts';

export interface CalibrationTableProps {
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
