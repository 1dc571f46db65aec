import { answerScaling } from '../../store/outcome/answerScaling.ts';
import { needsScaling } from '../../store/outcome/outcome.ts';
import type { ScalingReading } from '../../project/scalingTrials.ts';
import { useStudio } from '../../store/studioStore.ts';
import { Term } from '../design/index.ts';
import { points } from '../frame/outcome/outcomeText.ts';
import { scalingWords } from '../frame/outcome/scalingWords.ts';
import './ScalingQuestion.css';

/** What can be answered before images have told the rest. */
const UNTRIED: readonly ScalingReading[] = [
  { id: 'zeroToOne', scaling: [255, 0] },
  { id: 'minusOneToOne', scaling: [128, 128] },
  { id: 'pixels', scaling: [1, 0] },
];

/** The first question of all where nothing says it: a wrong scaling is no error that shows. Every answer is tried on labelled images. */
export function ScalingQuestion() {
  const isAsked = useStudio(needsScaling);
  const trials = useStudio((state) => state.scalingTrials);
  const measuring = useStudio((state) => state.measuringOutcome);
  if (!isAsked) return null;
  const rows = trials?.trials ?? UNTRIED.map((reading) => ({ ...reading, correct: null }));
  const images = trials?.images ?? 0;
  return (
    <section className="scaling-question" aria-label="Input scaling">
      <h3>Which values did the model see in training?</h3>
      <p>
        It has no Rescaling layer, so its <Term id="input scaling">input scaling</Term> has to be
        said. The chip gets pixels from 0 to 255.
      </p>
      <ul>
        {rows.map(({ id, scaling, correct }) => {
          const isBest = trials?.best?.id === id;
          const { name, formula } = scalingWords[id];
          return (
            <li key={id}>
              <button
                type="button"
                data-best={isBest}
                onClick={() => {
                  answerScaling(scaling);
                }}
              >
                <strong>{name}</strong>
                <span className="scaling-question-share">
                  {correct === null ? '' : `${points(correct / images)} %`}
                </span>
                <span className="scaling-question-formula">{formula}</span>
                {isBest && <span className="scaling-question-best">proposed</span>}
              </button>
            </li>
          );
        })}
      </ul>
      <p className="scaling-question-basis" role="status">
        {basisOf(images, trials?.best !== null, measuring)}
      </p>
    </section>
  );
}

function basisOf(images: number, hasBest: boolean, measuring: boolean): string {
  if (images === 0) {
    return measuring
      ? 'Trying each on labelled images.'
      : 'Drop some labelled images, and each is tried on them. Other values: under Input scaling below.';
  }
  const basis = `Accuracy in float on ${images} images.`;
  return hasBest
    ? basis
    : `${basis} None does better than guessing: the images or the scaling are others.`;
}
