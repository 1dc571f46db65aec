import type { CalibrationRun } from '../../../store/slices/finetune.ts';

export interface CalibrationTableProps {
  readonly outcome: NonNullable<CalibrationRun['outcome']>;
}

/** What a calibration did to every layer. */
export function CalibrationTable({ outcome }: CalibrationTableProps) {
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
