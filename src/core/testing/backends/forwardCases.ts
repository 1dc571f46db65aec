import { goldenCases, hasGoldenFile } from '../golden.ts';
import { FORWARD_FILES, KERAS_OUTPUT, type ForwardCase } from './forwardChecks.ts';

/** Every golden model that was quantized and converted. */
export function forwardCases(): readonly ForwardCase[] {
  return [...goldenCases('named'), ...goldenCases('shapes'), ...goldenCases('fuzz')]
    .filter((path) =>
      [...FORWARD_FILES, 'model.fbz'].every((name) => hasGoldenFile(`${path}/${name}`)),
    )
    .map((path) => ({ path, hasKerasOutput: hasGoldenFile(`${path}/${KERAS_OUTPUT}`) }));
}
