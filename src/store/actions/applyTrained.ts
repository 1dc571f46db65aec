import { isStudioError } from '../../core/errors/diagnostic.ts';
import type { ModelGraph } from '../../core/ir/graph.ts';
import { divisionsOf, formatBits, type Plan, type TrainedData } from '../../worker/plan.ts';
import type { Judgement, TrainingRun } from '../slices/finetune.ts';
import { studioClient } from '../studioClient.ts';
import { studioStore } from '../studioStore.ts';
import { newId } from '../../worker/newId.ts';
import {
  divisionOf,
  type JudgeImages,
  type TrainingSettings,
} from '../../worker/training/contract.ts';
import { haveSameFloat, imagesToJudge, trainedData } from '../judging.ts';
import { trainingClient } from '../trainingClient.ts';
import { toast } from './interface.ts';
import { forgetTraining } from './keptTraining.ts';
import { whileOpen } from './leaveTraining.ts';
import { changePlan } from './plan.ts';

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
  { results, plan, settings, data }: TrainingRun,
): Promise<void> {
  const bits = results.at(-1)?.bits ?? null;
  const words = bits ? `Fine-tune at ${formatBits(bits)}` : 'Fine-tune';
  changePlan(words, (current) => ({
    edits: withTrained(current.edits, plan.edits, { id, data }),
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
  { id, data }: { readonly id: string; readonly data: TrainedData | null },
): Plan['edits'] {
  // By value: after a reload they are other objects.
  const follows = trainedWith.every((edit, i) => JSON.stringify(edit) === JSON.stringify(edits[i]));
  const at = follows ? trainedWith.length : edits.length;
  const trained = { kind: 'trained', id, ...(data && { data }) } as const;
  return [...edits.slice(0, at), trained, ...edits.slice(at)];
}

/** Tells how the float, the quantized and the spiking model of some plans do on images that none of them was trained on. */
export async function judge(plans: readonly Plan[]): Promise<void> {
  const { training, trainingData, derived } = studioStore.getState();
  if (trainingData.status !== 'open' || !derived) return;
  const { request, summary } = trainingData;
  const isOpen = whileOpen();
  const leaving = new AbortController();
  const unsubscribe = studioStore.subscribe(() => {
    if (!isOpen()) leaving.abort();
  });
  const { signal } = leaving;
  const { division } = trainedData(summary, training);
  const dataName = (division ? null : request.test?.name) ?? request.name;
  studioStore.setState({ judging: { text: 'Reading the images', fraction: null } });
  try {
    const images = await trainingClient.call('judges', {
      division: divisionOf(training),
      earlier: divisionsOf(plans, summary),
      most: imagesToJudge(derived.graph),
    });
    const judgements: Judgement[] = [];
    for (const plan of plans) {
      leaving.signal.throwIfAborted();
      const last = judgements.at(-1);
      const float = last && haveSameFloat(last.plan, plan) ? last.float : undefined;
      judgements.push(
        await judgement(plan, { training, dataName, division, signal, images, float }),
      );
    }
    leaving.signal.throwIfAborted();
    studioStore.setState({ judgements });
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
  readonly division: Judgement['division'];
  readonly signal: AbortSignal;
  readonly images: JudgeImages;
  /** Accuracy of the float model, where it is known already. */
  readonly float: Judgement['float'] | undefined;
}

async function judgement(
  plan: Plan,
  { training, dataName, division, signal, images: judges, float: known }: Judged,
): Promise<Judgement> {
  const { derived } = studioStore.getState();
  const { float, quantized, spiking, samples } = await studioClient.call(
    'evaluate',
    { plan, images: judges.images, labels: judges.labels, withFloat: known === undefined },
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
    images: judges.images,
  });
  return {
    plan,
    dataName,
    images: samples,
    part: judges.part,
    of: judges.of,
    division,
    float: known === undefined ? (float?.accuracy ?? null) : known,
    quantized: quantized?.accuracy ?? null,
    spiking: spiking.accuracy,
    agreeing: agreeing(trained, spiking.predictions),
    mode: training.mode,
  };
}

function agreeing(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Array.from(a).filter((value, i) => value === b[i]).length;
}
