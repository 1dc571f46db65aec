import { divisionOf } from '../../core/data/splitImages.ts';
import { divisionsOf, type Plan, type TrainedData } from '../../project/plan.ts';
import { newId } from '../../worker/newId.ts';
import type { SealedPort } from '../../worker/rpc/sealed.ts';
import type { JudgeImages } from '../../worker/training/contract.ts';
import type { TrainingSettings } from '../../project/training/request.ts';
import { ask, type Asking } from '../ask.ts';
import { haveSameFloat, imagesToJudge, trainedData } from '../judging.ts';
import { noteTrainingSpeed } from '../outcome/trainingSpeed.ts';
import type { Judgement, TrainingRun } from '../slices/finetune.ts';
import { studioStore } from '../studioStore.ts';
import { formatBits } from './bits.ts';
import { toast } from './interface.ts';
import { forgetTraining } from './keptTraining.ts';
import { changePlan } from './plan.ts';

/** Puts trained weights into the plan as one step of undo, and judges the model before and after. */
export async function applyTrained(
  { wait }: Pick<Asking, 'wait'>,
  id: string,
  { results, plan, settings, data, progress }: TrainingRun,
): Promise<void> {
  const { derived } = studioStore.getState();
  if (derived && progress) noteTrainingSpeed(derived.graph, progress.imagesPerSecond);
  const bits = results.at(-1)?.bits ?? null;
  const words = bits ? `Fine-tune at ${formatBits(bits)}` : 'Fine-tune';
  changePlan(words, (current) => ({
    edits: withTrained(current.edits, plan.edits, { id, data }),
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
  { id, data }: { readonly id: string; readonly data: TrainedData | null },
): Plan['edits'] {
  // By value: after a reload they are other objects.
  const follows = trainedWith.every((edit, i) => JSON.stringify(edit) === JSON.stringify(edits[i]));
  const at = follows ? trainedWith.length : edits.length;
  const trained = { kind: 'trained', id, ...(data && { data }) } as const;
  return [...edits.slice(0, at), trained, ...edits.slice(at)];
}

/** Measures the float, the quantized and the spiking model of some plans on images that none of them was trained on. */
export async function judge(plans: readonly Plan[]): Promise<void> {
  const { training, trainingData, derived } = studioStore.getState();
  if (trainingData.status !== 'open' || !derived) return;
  const { request, summary } = trainingData;
  const { division } = trainedData(summary, training);
  const dataName = (division ? null : request.test?.name) ?? request.name;
  await ask(
    {
      key: 'judging',
      about: 'document',
      ended: () => {
        studioStore.setState({ judging: null });
      },
    },
    async (asking) => {
      studioStore.setState({ judging: { text: 'Reading the images', fraction: null } });
      const images = await asking.training('judges', {
        division: divisionOf(training),
        earlier: divisionsOf(plans, summary),
        most: imagesToJudge(derived.graph),
      });
      const judgements: Judgement[] = [];
      for (const plan of plans) {
        const last = judgements.at(-1);
        const float = last && haveSameFloat(last.plan, plan) ? last.float : undefined;
        judgements.push(
          await judgement(asking, plan, { training, dataName, division, images, float }),
        );
      }
      studioStore.setState({ judgements });
    },
  );
}

interface Judged {
  readonly training: TrainingSettings;
  readonly dataName: string;
  readonly division: Judgement['division'];
  readonly images: JudgeImages;
  /** Accuracy of the float model, where it is known already. */
  readonly float: Judgement['float'] | undefined;
}

async function judgement(
  asking: Asking,
  plan: Plan,
  { training, dataName, division, images: judges, float: known }: Judged,
): Promise<Judgement> {
  const { derived } = studioStore.getState();
  const { float, quantized, spiking, effort, samples } = await asking.studio(
    'evaluate',
    { plan, images: judges.images, labels: judges.labels, withFloat: known === undefined },
    {
      onEvent: (judging) => {
        studioStore.setState({ judging });
      },
    },
  );
  const models = await modelsOf(asking, plan, false);
  const trained = await asking.training(
    'predict',
    {
      ...{ models, settings: training, images: judges.images },
      conversion: plan.settings,
      bits: derived?.bits ?? null,
    },
    { transfer: [models] },
  );
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
    effort,
    mode: training.mode,
  };
}

function agreeing(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Array.from(a).filter((value, i) => value === b[i]).length;
}

/** A sealed port with the models of a plan, for the worker that trains; the page only passes it on. */
export async function modelsOf(
  { studio }: Pick<Asking, 'studio'>,
  plan: Plan,
  withFloat: boolean,
): Promise<SealedPort> {
  const { port1: to, port2: sealed } = new MessageChannel();
  await studio('trainingModels', { plan, withFloat, to }, { transfer: [to] });
  return sealed;
}

/** Stores trained weights. @returns the id that a plan names them by */
export async function keepWeights(
  { studio }: Pick<Asking, 'studio'>,
  from: SealedPort,
): Promise<string> {
  const id = newId();
  const { stored } = await studio('keepTrained', { id, from }, { transfer: [from] });
  if (!stored) {
    toast({
      tone: 'warning',
      text: 'This browser did not store the trained weights: save the session to a file before you close the page.',
    });
  }
  return id;
}
