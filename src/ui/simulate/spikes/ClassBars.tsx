import { memo } from 'react';
import type { Comparison } from '../../../project/runs.ts';
import { useSimulation } from '../../../store/simulation/simulationStore.ts';
import { answersOf, topClassesOf } from '../run/answers.ts';
import { formatShare } from '../run/activity.ts';
import { className } from '../../../store/simulation/imageSets.ts';
import { PartingNote } from './PartingNote.tsx';
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
  const isSingle = scores.spiking?.length === 1;
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
              <th scope="row">{isSingle ? 'yes' : className(names, index)}</th>
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
