import type { Evaluation } from '../../../core/forward/evaluateModel.ts';
import { rowsOf } from '../../../store/simulation/evaluate.ts';
import { className } from '../../../store/simulation/imageSets.ts';
import './ConfusionMatrix.css';

/** Images of one class that were taken for one class. */
export interface ConfusionCell {
  readonly label: number;
  readonly prediction: number;
}

/** With more classes the matrix is no longer a picture one can read. */
const MOST_CLASSES = 20;

/** Images by right class (row) and answer (column); a cell shows its images. */
export function ConfusionMatrix({
  evaluation,
  classNames,
  selected,
  onSelect,
}: {
  readonly evaluation: Evaluation;
  readonly classNames: readonly string[] | null;
  readonly selected: ConfusionCell | null;
  readonly onSelect: (cell: ConfusionCell | null) => void;
}) {
  const rows = rowsOf(evaluation);
  if (rows.length > MOST_CLASSES) {
    return (
      <p className="simulate-note">
        With {rows.length} classes the matrix would be too large to read; the images beside show
        what was mistaken.
      </p>
    );
  }
  const short = (index: number) => shortName(className(classNames, index));
  return (
    <div className="confusion-frame">
      <table className="confusion">
        <caption className="visually-hidden">
          Images by right class in rows and answer of the spiking model in columns
        </caption>
        <thead>
          <tr>
            <th scope="col" className="confusion-corner">
              is
            </th>
            {rows.map((_, prediction) => (
              <th key={prediction} scope="col" title={className(classNames, prediction)}>
                {short(prediction)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, label) => {
            const total = row.reduce((a, b) => a + b, 0);
            return (
              <tr key={label}>
                <th scope="row" title={className(classNames, label)}>
                  {short(label)}
                </th>
                {row.map((count, prediction) => (
                  <td key={prediction} data-right={label === prediction || undefined}>
                    {count > 0 && (
                      <button
                        type="button"
                        aria-label={`${className(classNames, label)} taken for ${className(classNames, prediction)}: ${count}`}
                        aria-pressed={
                          selected?.label === label && selected.prediction === prediction
                        }
                        style={shade(label === prediction ? 0 : count / total)}
                        onClick={() => {
                          const isSelected =
                            selected?.label === label && selected.prediction === prediction;
                          onSelect(isSelected ? null : { label, prediction });
                        }}
                      >
                        {count}
                      </button>
                    )}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** A mistake's share of its class as the strength of a colour that text stays readable on. */
function shade(share: number): { background?: string } {
  if (share === 0) return {};
  const strength = Math.round(Math.min(45, 8 + share * 120));
  return { background: `color-mix(in srgb, var(--accent) ${strength}%, var(--surface))` };
}

function shortName(name: string): string {
  return name.replace(/^class /, '').slice(0, 5);
}
