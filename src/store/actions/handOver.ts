import { newId } from '../../worker/newId.ts';
import type { Plan } from '../../project/plan.ts';
import type { SealedPort } from '../../worker/rpc/sealed.ts';
import type { Job } from '../ask.ts';
import { toast } from './interface.ts';

/** The models of a plan on their way to the worker that trains: sealed in a port that the page only hands over. */
export async function modelsOf(
  { studio }: Pick<Job, 'studio'>,
  plan: Plan,
  withFloat: boolean,
): Promise<SealedPort> {
  const { port1: to, port2: sealed } = new MessageChannel();
  await studio('trainingModels', { plan, withFloat, to }, { transfer: [to] });
  return sealed;
}

/** Trained weights on their way back. @returns the id that a plan names them by */
export async function keepWeights(
  { studio }: Pick<Job, 'studio'>,
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
