import { activationChecks, quantizerChecks } from './gradientChecks.ts';
import type { BackendCheck, GoldenReader } from './check.ts';
import { forwardChecks, type ForwardCase } from './forwardChecks.ts';
import { GRADIENTS, gradientCases } from './gradientCases.ts';
import { kernelChecks } from './kernelChecks.ts';
import { trainStepChecks } from './trainStepChecks.ts';

/** All that a TensorFlow.js backend must get right, in any environment: unit tests run it on wasm and cpu, a page on WebGL. */
export async function backendChecks(
  read: GoldenReader,
  models: readonly ForwardCase[],
): Promise<readonly BackendCheck[]> {
  const { quantizers, activations } = gradientCases(await read(GRADIENTS));
  return [
    ...quantizerChecks(quantizers),
    ...activationChecks(activations),
    ...kernelChecks(),
    ...trainStepChecks(read),
    ...forwardChecks(read, models),
  ];
}
