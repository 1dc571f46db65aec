import { ChevronRight } from 'lucide-react';
import { Fragment } from 'react';
import { enterStage } from '../../store/actions/view.ts';
import { useStudio } from '../../store/studioStore.ts';
import { classNames } from '../design/index.ts';
import type { StudioStage } from '../frame/define.ts';
import { stages } from './stages.ts';
import './Stepper.css';

/** The stages of the work, with what is true of each under its name. */
export function Stepper() {
  return (
    <nav className="stepper" aria-label="Stages">
      {stages.map((stage, i) => (
        <Fragment key={stage.id}>
          {i > 0 && <ChevronRight className="stepper-arrow" aria-hidden size={14} />}
          <Step stage={stage} />
        </Fragment>
      ))}
    </nav>
  );
}

function Step({ stage }: { readonly stage: StudioStage }) {
  const isCurrent = useStudio((state) => state.stage === stage.id);
  const text = useStudio((state) => stage.status(state).text);
  const tone = useStudio((state) => stage.status(state).tone);
  return (
    <button
      type="button"
      className={classNames('step', `step-${tone}`)}
      aria-current={isCurrent ? 'step' : undefined}
      onClick={() => {
        enterStage(stage.id);
      }}
    >
      <span className="step-name">{stage.label}</span>
      <span className="step-status">{text}</span>
    </button>
  );
}
