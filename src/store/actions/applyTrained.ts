import { isStudioError } from '../../core/errors/diagnostic.ts';
import type { ModelGraph } from '../../core/ir/graph.ts';
import { formatBits, type Plan } from '../../worker/plan.ts';
import type { Judgement, TrainingRun } from '../slices/finetune.ts';
import { studioClient } from '../studioClient.ts';
import { studioStore } from '../studioStore.ts';
import { newId } from '../../worker/newId.ts';
import type { Thumbnails, TrainingSettings } from '../../worker/training/contract.ts';
import { trainingClient } from '../trainingClient.ts';
import { toast } from './interface.ts';
import { forgetTraining } from './keptTraining.ts';
import { whileOpen } from './leaveTraining.ts';
import { changePlan } from './plan.ts';

/** The three models are judged on no more images: the float model runs on one thread. */
const MOST_IMAGES = 200;

/** Hands a trained model to the worker that holds the open model. @returns the id that a plan names it by */
export async function keepTrainedWeights(graph: ModelGraph): Promise<string> {
  const id = newId();
  const { stored } = await studioClient.call('keepTrained', { id, graph });
  if (!stored) {
    toast({
      tone: 'warning',
      text: 'This browser did not store the trained weights: save the session to a file before you close the page.',
    });
  }
  return id;
}

/** Puts trained weights into the plan as one step of undo, and judges the model before and after. */
export async function applyTrained(
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
  await forgetTraining();
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
  const isOpen = whileOpen();
  const leaving = new AbortController();
  const unsubscribe = studioStore.subscribe(() => {
    if (!isOpen()) leaving.abort();
  });
  const judged = { training, dataName: trainingData.request.name, signal: leaving.signal };
  studioStore.setState({ judging: { text: 'Reading the images', fraction: null } });
  try {
    const { images, labels } = await trainingClient.call('judges', {
      share: training.validationShare,
      seed: training.seed,
      most: MOST_IMAGES,
    });
    const judgements: Judgement[] = [];
    for (const plan of plans) {
      leaving.signal.throwIfAborted();
      judgements.push(await judgement(plan, { images, labels }, judged));
    }
    leaving.signal.throwIfAborted();
    studioStore.setState({ judgements, accuracy: judgements.at(-1)?.spiking ?? null });
  } catch (error) {
    if (!isOpen()) return;
    if (!isStudioError(error)) throw error;
    toast({ tone: 'error', text: error.diagnostics[0]?.message ?? 'The models cannot be judged.' });
  } finally {
    unsubscribe();
    if (isOpen()) studioStore.setState({ judging: null });
  }
}

interface Judged {
  readonly training: TrainingSettings;
  readonly dataName: string;
  readonly signal: AbortSignal;
}

async function judgement(
  plan: Plan,
  inputs: Thumbnails,
  { training, dataName, signal }: Judged,
): Promise<Judgement> {
  const { derived } = studioStore.getState();
  const { float, quantized, spiking, samples } = await studioClient.call(
    'evaluate',
    { plan, ...inputs },
    {
      signal,
      onProgress: ({ step, fraction }) => {
        if (!signal.aborted) studioStore.setState({ judging: { text: step, fraction } });
      },
    },
  );
  const models = await studioClient.call('trainingModels', { plan });
  const trained = await trainingClient.call('predict', {
    ...models,
    settings: training,
    conversion: plan.settings,
    bits: derived?.bits ?? null,
    images: inputs.images,
  });
  return {
    plan,
    dataName,
    images: samples,
    float: float?.accuracy ?? null,
    quantized: quantized?.accuracy ?? null,
    spiking: spiking.accuracy,
    agreeing: agreeing(trained, spiking.predictions),
    mode: training.mode,
  };
}

function agreeing(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Array.from(a).filter((value, i) => value === b[i]).length;
}
