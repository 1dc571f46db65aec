import { GraduationCap } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { enterStage } from '../../../store/actions/view.ts';
import { useStudio } from '../../../store/studioStore.ts';
import { Button, EmptyState } from '../../design/index.ts';
import { isActive } from '../trainingStatus.ts';
import { CalibrationTable, JudgementTable } from './TrainingTables.tsx';
import { RunFacts, RunResults } from './RunResults.tsx';
import './TrainingPanel.css';
import './TrainingTable.css';

const TrainingCurves = lazy(() => import('./TrainingCurves.tsx'));

/** A training as it goes: curves, numbers, and what it came to. */
export default function TrainingPanel() {
  const run = useStudio((state) => state.trainingRun);
  const judged = useStudio((state) => state.judgements.length > 0 || state.judging !== null);
  const outcome = useStudio(({ calibration }) => calibration?.outcome ?? null);
  if (!run && !judged) return <Nothing />;
  const active = run !== null && isActive(run.status);
  const results = (
    <>
      <JudgementTable />
      {outcome && <CalibrationTable outcome={outcome} />}
    </>
  );
  return (
    <div
      className="training"
      data-curves={run !== null}
      data-first={judged && !active ? 'results' : 'curves'}
    >
      {run && (
        <Suspense fallback={<div />}>
          <TrainingCurves run={run} />
        </Suspense>
      )}
      <div className="training-side">
        {/* While it runs, how it goes is looked at; then what came of it. */}
        {!active && results}
        {run && active && <RunFacts run={run} />}
        {run && <RunResults run={run} />}
        {run && !active && <RunFacts run={run} />}
        {active && results}
      </div>
    </div>
  );
}

function Nothing() {
  const isThere = useStudio(({ stage }) => stage === 'finetune');
  return (
    <div className="training-empty">
      <EmptyState
        icon={<GraduationCap aria-hidden />}
        title="No training yet"
        action={
          !isThere && (
            <Button
              onClick={() => {
                enterStage('finetune');
              }}
            >
              Go to Fine-tune
            </Button>
          )
        }
      >
        Loss, accuracy and speed show here while a training runs.
      </EmptyState>
    </div>
  );
}
