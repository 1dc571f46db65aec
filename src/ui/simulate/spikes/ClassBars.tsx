import { memo } from 'react';
import { selectLayer } from '../../../store/actions/view.ts';
import { className } from '../../../store/simulation/imageSets.ts';
import { useSimulation } from '../../../store/simulation/simulationStore.ts';
import type { Comparison } from '../../../project/runs.ts';
import { formatShare } from '../run/activity.ts';
import { answersOf, topClassesOf } from '../run/answers.ts';
import '../modelColours.css';
import './ClassBars.css';

const MODELS = [
  { id: 'float', name: 'Float' },
  { id: 'quantized', name: 'Quantized' },
  { id: 'spiking', name: 'Spiking' },
] as const;

/** Classes shown: the best ones of any model. */
const SHOWN = 4;

/** What the float, the quantized and the spiking model make of the input: a bar each for every class. */
export const ClassBars = memo(function ClassBars() {
  const compared = useSimulation((state) => state.comparison);
  const spiking = useSimulation((state) => state.scores);
  const isHead = useSimulation(({ network }) => network?.layers.at(-1)?.largestSpike === null);
  const names = useSimulation((state) => state.samples?.classNames);
  // The spiking model has answered already; the other two follow.
  const comparison: Comparison = compared ?? {
    scores: { unit: isHead ? 'probability' : 'strength', float: null, quantized: null, spiking },
    parting: null,
  };
  const { scores, parting } = comparison;
  const models = MODELS.filter(({ id }) => scores[id] !== null);
  if (models.length === 0) {
    return <p className="simulate-note">The network ends in a picture, not in classes.</p>;
  }
  const answers = answersOf(comparison);
  return (
    <div className="class-bars">
      <ul className="class-bars-key" aria-hidden>
        {models.map(({ id, name }) => (
          <li key={id} data-model={id}>
            {name}
          </li>
        ))}
      </ul>
      <table>
        <caption className="visually-hidden">
          {scores.unit === 'probability' ? 'Probability of each class' : 'Strength of each class'}
        </caption>
        <thead className="visually-hidden">
          <tr>
            <th scope="col">Class</th>
            {models.map(({ id, name }) => (
              <th key={id} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {topClassesOf(comparison, SHOWN).map((index) => (
            <tr key={index} data-best={answers.spiking?.index === index || undefined}>
              <th scope="row">{className(names, index)}</th>
              {models.map(({ id }) => {
                const score = scores[id]?.[index] ?? 0;
                return (
                  <td key={id} data-model={id}>
                    <span className="class-bar" style={{ width: `${score * 100}%` }} aria-hidden />
                    <span className="class-score">{formatShare(score)}</span>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {parting && <PartingNote parting={parting} />}
      {!compared && (
        <p className="simulate-note">Float and quantized follow once the input rests.</p>
      )}
    </div>
  );
});

/** Where quantized and spiking model first differ, by how many values and how much. Conversion rounds: it is no defect. */
function PartingNote({
  parting: { layers, first },
}: {
  readonly parting: NonNullable<Comparison['parting']>;
}) {
  const layer = layers.find(({ name }) => name === first);
  if (!layer) {
    return <p className="simulate-note">Quantized and spiking model agree in every value.</p>;
  }
  const { name, differing, values, maxDifference, unit } = layer;
  const levels = Math.round(maxDifference);
  const amount =
    unit === 'levels'
      ? `by ${levels === 1 ? 'one level' : `up to ${levels} levels`}`
      : `by up to ${maxDifference.toFixed(1)} of potential`;
  return (
    <p className="simulate-note">
      They first differ in{' '}
      <button
        type="button"
        className="link code"
        onClick={() => {
          selectLayer(name);
        }}
      >
        {name}
      </button>
      : {differing} of {values} values ({formatShare(differing / values)}), {amount}. Conversion
      rounds steps and thresholds: that is normal.
    </p>
  );
}
