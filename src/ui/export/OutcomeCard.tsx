import { GraduationCap } from 'lucide-react';
import { enterStage } from '../../store/actions/view.ts';
import { fineTuneNow, trainingOffer } from '../../store/outcome/fineTuneNow.ts';
import { answerScaling } from '../../store/outcome/answerScaling.ts';
import { needsScaling, verdictOf, type Verdict } from '../../store/outcome/outcome.ts';
import { useStudio } from '../../store/studioStore.ts';
import { Button, ProgressBar } from '../design/index.ts';
import { isActive } from '../finetune/trainingStatus.ts';
import { scalingWords } from '../frame/outcome/scalingWords.ts';
import { OutcomeIcon, toneOf, UnknownAccuracy } from '../frame/outcome/OutcomeLine.tsx';
import {
  basisText,
  figuresText,
  findingText,
  lostText,
  points,
} from '../frame/outcome/outcomeText.ts';

/** Before anything else about the file: how well the network in it does, and what would make it better. */
export function OutcomeCard() {
  const verdict = useStudio(verdictOf);
  const unscaled = useStudio(needsScaling);
  const tone = unscaled && toneOf(verdict) !== 'error' ? 'warning' : toneOf(verdict);
  return (
    <section className="outcome-card" data-tone={tone} aria-label="Accuracy">
      <OutcomeIcon verdict={verdict} />
      <div role="status">
        <Content verdict={verdict} />
        {unscaled && <Unscaled />}
      </div>
    </section>
  );
}

function Content({ verdict }: { readonly verdict: Verdict }) {
  switch (verdict.kind) {
    case 'unknown':
      return <UnknownAccuracy verdict={verdict} />;
    case 'waiting':
      return <h3>Measuring the accuracy</h3>;
    case 'refused':
      return (
        <>
          <h3>Accuracy not measured</h3>
          <p className="outcome-basis">
            {verdict.diagnostics[0]?.message} {verdict.diagnostics[0]?.hint}
          </p>
        </>
      );
    case 'known':
      return <Known verdict={verdict} />;
  }
}

function Known({ verdict }: { readonly verdict: Extract<Verdict, { kind: 'known' }> }) {
  const { spiking, lost, finding, quantized } = verdict;
  return (
    <>
      <h3>
        Spiking {points(spiking?.share ?? 0)} %{lost !== null && `: ${lostText(lost)}`}
      </h3>
      <p className="outcome-basis">
        {figuresText(verdict)}
        {verdict.float && quantized && ` \u00b7 Quantized ${points(quantized.share)}`}.{' '}
        {basisText(verdict)}.
      </p>
      {finding !== 'kept' && (
        <>
          <p>{findingText[finding]}</p>
          <Remedy />
        </>
      )}
    </>
  );
}

function Unscaled() {
  const best = useStudio((state) => state.scalingTrials?.best ?? null);
  return (
    <>
      <p>Nothing says how the inputs were scaled in training: pixels go in as they are.</p>
      <div className="outcome-actions">
        {best && (
          <Button
            size="small"
            onClick={() => {
              answerScaling(best.scaling);
            }}
          >
            Scale inputs to {scalingWords[best.id].name.toLowerCase()}
          </Button>
        )}
        <Button
          kind="quiet"
          size="small"
          onClick={() => {
            enterStage('quantize');
          }}
        >
          {best ? 'See all, as tried' : 'Answer under Quantize'}
        </Button>
      </div>
    </>
  );
}

/** What helps: the training itself where there are images, else the way to it. */
function Remedy() {
  const canTrain = useStudio((state) => trainingOffer(state) !== null);
  const seconds = useStudio((state) => trainingOffer(state)?.seconds ?? null);
  const run = useStudio(({ trainingRun }) => trainingRun);
  const isKeras = useStudio(({ model }) => model?.kind === 'keras');
  const opening = useStudio(({ trainingData }) => trainingData.status === 'opening');
  if (!isKeras) return null;
  if ((run !== null && isActive(run.status)) || opening) {
    const { progress, stage } = run ?? {};
    const text = progress
      ? `Epoch ${progress.epoch} of ${progress.epochs}`
      : (stage?.text ?? 'Reading the images');
    const parts = run?.settings.recipe?.length ?? 1;
    const fraction = progress ? (progress.part + progress.step / progress.steps) / parts : null;
    return (
      <>
        <p>Fine-tuning. {text}</p>
        <ProgressBar label="Fine-tuning" fraction={fraction} />
        <div className="outcome-actions">
          <ToFineTune label="Watch or stop it" />
        </div>
      </>
    );
  }
  return (
    <div className="outcome-actions">
      {canTrain && (
        <Button size="small" icon={<GraduationCap />} onClick={() => void fineTuneNow()}>
          Fine-tune now{seconds !== null && `, about ${duration(seconds)}`}
        </Button>
      )}
      <ToFineTune label={canTrain ? 'Settings' : 'Choose images to fine-tune on'} />
    </div>
  );
}

function ToFineTune({ label }: { readonly label: string }) {
  return (
    <Button
      kind="quiet"
      size="small"
      onClick={() => {
        enterStage('finetune');
      }}
    >
      {label}
    </Button>
  );
}

/** A time that is an estimate: whole seconds, or minutes. */
function duration(seconds: number): string {
  return seconds < 90 ? `${Math.max(1, Math.round(seconds))} s` : `${Math.round(seconds / 60)} min`;
}
