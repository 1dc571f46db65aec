import type { DatasetEvaluation } from '../../../project/runs.ts';
import '../modelColours.css';
import './AccuracyBars.css';

const MODELS = [
  { id: 'float', name: 'Float' },
  { id: 'quantized', name: 'Quantized' },
  { id: 'spiking', name: 'Spiking' },
] as const;

/** Share of right answers of each model, as bars with the exact counts. */
export function AccuracyBars({ result }: { readonly result: DatasetEvaluation }) {
  return (
    <table className="accuracy-bars">
      <caption className="visually-hidden">Right answers of each model</caption>
      <tbody>
        {MODELS.map(({ id, name }) => {
          const model = result[id];
          if (!model) return null;
          const { accuracy, correct, samples } = model;
          return (
            <tr key={id} data-model={id}>
              <th scope="row">{name}</th>
              <td>
                <span className="accuracy-track" aria-hidden>
                  <span style={{ width: `${accuracy * 100}%` }} />
                </span>
              </td>
              <td className="accuracy-number">{(accuracy * 100).toFixed(1)} %</td>
              <td className="accuracy-count">
                {correct} of {samples}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
