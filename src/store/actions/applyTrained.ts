import { formatBits } from '../formatBits.ts';
import type { Plan } from '../../worker/plan.ts';
import { ask, type Job } from '../ask.ts';
import type { Judgement, TrainingRun } from '../slices/finetune.ts';
import { studioStore } from '../studioStore.ts';
import type { Thumbnails, TrainingSettings } from '../../worker/training/contract.ts';
import { modelsOf } from './handOver.ts';
import { forgetTraining } from './keptTraining.ts';
import { changePlan } from './plan.ts';

/** The three models are judged on no more images: the float model runs on one thread. */
const MOST_IMAGES = 200;

/** Puts trained weights into the plan as one step of undo, and judges the model before and after. */
export async function applyTrained(
  { wait }: Pick<Job, 'wait'>,
  id: string,
  { results, plan, settings }: TrainingRun,
): Promise<void> {
  const bits = results.at(-1)?.bits ?? null;
  const words = bits ? `Fine-tune at ${formatBits(bits)}` : 'Fine-tune';
  changePlan(words, (current) => ({
    edits: withTrained(current.edits, plan.edits, id),
    settings: settings.recipe && bits ? { ...current.settings, bits } : current.settings,
  }));
  studioStore.setState(({ trainingRun: run }) => ({
    trainingRun: run && { ...run, status: 'done' },
  }));
  await wait(forgetTraining());
  await judge([plan, studioStore.getState().plan]);
}

/**
 * The edits with one more: these weights. They hold the edits that their training began with; what was changed while it ran comes
 * after them, or it would be lost.
 */
export function withTrained(
  edits: Plan['edits'],
  trainedWith: Plan['edits'],
  id: string,
): Plan['edits'] {
  // By value: after a reload they are other objects.
  const follows = trainedWith.every((edit, i) => JSON.stringify(edit) === JSON.stringify(edits[i]));
  const at = follows ? trainedWith.length : edits.length;
  return [...edits.slice(0, at), { kind: 'trained', id }, ...edits.slice(at)];
}

/** Tells how the float, the quantized and the spiking model of some plans do on the images set aside. */
export async function judge(plans: readonly Plan[]): Promise<void> {
  const { training, trainingData } = studioStore.getState();
  if (trainingData.status !== 'open') return;
  const dataName = trainingData.request.name;
  await ask(
    {
      key: 'judging',
      about: 'document',
      ended: () => {
        studioStore.setState({ judging: null });
      },
    },
    async (job) => {
      studioStore.setState({ judging: { text: 'Reading the images', fraction: null } });
      const images = await job.training('judges', {
        share: training.validationShare,
        seed: training.seed,
        most: MOST_IMAGES,
      });
      const judgements: Omit<Judgement, 'dataName'>[] = [];
      for (const plan of plans) judgements.push(await judgement(job, plan, images, training));
      studioStore.setState({
        judgements: judgements.map((judged) => ({ ...judged, dataName })),
        accuracy: judgements.at(-1)?.spiking ?? null,
      });
    },
  );
}

async function judgement(
  job: Job,
  plan: Plan,
  inputs: Thumbnails,
  settings: TrainingSettings,
): Promise<Omit<Judgement, 'dataName'>> {
  const { derived } = studioStore.getState();
  const { float, quantized, spiking, samples } = await job.studio(
    'evaluate',
    { plan, ...inputs },
    {
      onEvent: ({ step, fraction }) => {
        studioStore.setState({ judging: { text: step, fraction } });
      },
    },
  );
  const models = await modelsOf(job, plan, false);
  const trained = await job.training(
    'predict',
    {
      ...{ models, settings, images: inputs.images },
      conversion: plan.settings,
      bits: derived?.bits ?? null,
    },
    { transfer: [models] },
  );
  return {
    plan,
    images: samples,
    float: float?.accuracy ?? null,
    quantized: quantized?.accuracy ?? null,
    spiking: spiking.accuracy,
    agreeing: agreeing(trained, spiking.predictions),
    mode: settings.mode,
  };
}

function agreeing(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Array.from(a).filter((value, i) => value === b[i]).length;
}
