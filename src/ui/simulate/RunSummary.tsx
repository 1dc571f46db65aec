import { useStudio } from '../../store/studioStore.ts';
import { ProgressBar, Term } from '../design/index.ts';
import { formatCount, formatShare, totalsOf } from './run/activity.ts';
import { answerOf } from './run/answers.ts';
import { className } from '../../store/simulation/imageSets.ts';
import { useSimulation } from '../../store/simulation/simulationStore.ts';
import './RunSummary.css';
import { PictureCanvas } from './tiles/PictureCanvas.tsx';

/** The input as the network sees it, its answer, and what that took. */
export function RunSummary() {
  // Not the whole run: it changes with every step of the wave.
  const layers = useStudio((state) => state.simulate?.layers);
  const silent = useStudio((state) => state.meanSparsity);
  const { network, input, scores, samples, running } = useSimulation((state) => state);
  if (!network || !input) return null;
  const [height, width, channels] = network.input.shape;
  const answer = answerOf(scores);
  const isHead = network.layers.at(-1)?.largestSpike === null;
  const names = samples?.classNames;
  return (
    <section className="run-summary" aria-label="What came of it">
      <div className="run-summary-head">
        <div className="run-summary-picture">
          <PictureCanvas
            picture={{ height, width, channels, data: input.pixels }}
            largest={network.input.largest}
          />
        </div>
        <div role="status">
          <p className="simulate-note">The spiking model says</p>
          <p className="run-summary-answer">
            {answer ? className(names, answer.index) : 'a picture'}
            {answer && isHead && (
              <span className="run-summary-sure">{formatShare(answer.score)} sure</span>
            )}
          </p>
          {input.label !== null && (
            <p className="simulate-note">
              {answer && answer.index !== input.label ? 'Wrong: it is ' : 'It is '}
              {className(names, input.label)}.
            </p>
          )}
        </div>
      </div>
      {running && <ProgressBar label={running.text} fraction={running.fraction} />}
      {layers && (
        <dl className="facts">
          <dt>
            <Term id="sparsity">Silent</Term>
          </dt>
          <dd>{silent === null ? 'no spiking layer' : formatShare(silent)}</dd>
          <dt>
            <Term id="event">Events</Term>
          </dt>
          <dd>{formatCount(totalsOf(layers).events)}</dd>
          <dt>
            <Term id="operation">Operations</Term>
          </dt>
          <dd>
            {formatCount(totalsOf(layers).operations)}
            <span className="run-summary-share">
              {formatShare(totalsOf(layers).share)} of a dense network
            </span>
          </dd>
        </dl>
      )}
    </section>
  );
}
