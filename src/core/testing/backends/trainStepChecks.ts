import { readModel } from '../../keras/readModel.ts';
import { invariant } from '../../errors/diagnostic.ts';
import { applyGradients, initialState, type Optimizer } from '../../qat/optimizers/define.ts';
import { adam } from '../../qat/optimizers/adam.ts';
import { sgd } from '../../qat/optimizers/sgd.ts';
import { createTrainingGraph } from '../../qat/trainingGraph.ts';
import {
  goldenArrays,
  largestRelativeError,
  type BackendCheck,
  type GoldenReader,
} from './check.ts';
import { withPoolTiesOfCpu } from './poolTies.ts';

/** The bound for training steps. */
const TOLERANCE = 1e-4;

const FILE = 'gradients/train_steps_start.h5';

/** The whole-model case: forward pass and gradients of its first step, losses and weights of three steps of SGD and Adam. */
export function trainStepChecks(read: GoldenReader): readonly BackendCheck[] {
  const check = (name: string, job: () => Promise<number>) => ({
    name: `train_steps: ${name}`,
    tolerance: TOLERANCE,
    error: async () => {
      const { result, error } = await withPoolTiesOfCpu(job);
      return Math.max(result, error);
    },
  });
  return [
    check('forward and gradients', () => firstStepError(read)),
    check('sgd', () => threeStepsError(read, 'sgd', sgd, 0.05)),
    check('adam', () => threeStepsError(read, 'adam', adam, 1e-3)),
  ];
}

async function start(read: GoldenReader) {
  const loaded = await readModel([{ name: FILE, bytes: await read(FILE) }]);
  invariant(loaded.kind === 'keras', `${FILE} is a Keras model`);
  const { tensor, values } = await goldenArrays(read, 'gradients/train_steps.npz');
  const batch = { images: tensor('x'), labels: Int32Array.from(values('y')) };
  return { training: createTrainingGraph(loaded.graph, { mode: 'toolkit' }), batch, values };
}

async function firstStepError(read: GoldenReader): Promise<number> {
  const { training, batch, values } = await start(read);
  const run = training.inference();
  const logits = await run.logits(batch.images);
  run.dispose();
  const { gradients } = await training.step(batch, { seed: 1 });
  return Math.max(
    largestRelativeError(logits, values('forward')),
    ...[...gradients].map(([{ key }, gradient]) =>
      largestRelativeError(gradient, values(`gradient_step0/${key}:0`)),
    ),
  );
}

async function threeStepsError(
  read: GoldenReader,
  name: string,
  optimizer: Optimizer,
  learningRate: number,
): Promise<number> {
  const { training, batch, values } = await start(read);
  const state = initialState(optimizer);
  const losses: number[] = [];
  for (let step = 0; step < 3; step++) {
    const { loss, gradients } = await training.step(batch, { seed: step });
    losses.push(loss);
    applyGradients(gradients, { optimizer, state, learningRate });
  }
  return Math.max(
    largestRelativeError(Float32Array.from(losses), values(`${name}/losses`)),
    ...training.parameters.map(({ key, value }) =>
      largestRelativeError(value, values(`${name}/after3/${key}:0`)),
    ),
  );
}
