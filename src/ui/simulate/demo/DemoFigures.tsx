import { useStudio } from '../../../store/studioStore.ts';
import { formatCount, formatShare, totalsOf } from '../run/activity.ts';
import { answerOf } from '../run/answers.ts';
import { className } from '../../../store/simulation/imageSets.ts';
import { useSimulation } from '../../../store/simulation/simulationStore.ts';

/** The class, how many neurons stay silent, and the work against a dense network: readable from afar. */
export function DemoFigures() {
  const scores = useSimulation((state) => state.scores);
  const names = useSimulation((state) => state.samples?.classNames);
  const silent = useStudio((state) => state.meanSparsity);
  const run = useStudio((state) => state.simulate);
  const answer = answerOf(scores);
  const name = answer ? className(names, answer.index) : '';
  const totals = run && totalsOf(run.layers);
  return (
    <section className="demo-figures" aria-label="What came of it" role="status">
      {answer && (
        <div>
          <p className="demo-caption">It sees</p>
          <p className="demo-class" data-word={name.length > 3 || undefined}>
            {name}
          </p>
        </div>
      )}
      {silent !== null && (
        <div>
          <p className="demo-number">{formatShare(silent)} silent</p>
          <p className="demo-caption">
            of all neurons. A silent neuron costs nothing: it sends no event.
          </p>
        </div>
      )}
      {totals && (
        <div>
          <p className="demo-number">{formatCount(totals.events)} events</p>
          <p className="demo-caption">
            in this frame. They take {formatCount(totals.operations)} operations; a dense network
            takes {formatCount(totals.denseOperations)}.
          </p>
          <div className="demo-bars" aria-hidden>
            <span style={{ width: `${totals.share * 100}%` }} />
          </div>
          <p className="demo-caption">{formatShare(totals.share)} of the work</p>
        </div>
      )}
    </section>
  );
}
