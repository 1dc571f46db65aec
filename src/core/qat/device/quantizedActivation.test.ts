import { activationChecks } from '../../testing/backends/gradientChecks.ts';
import { GRADIENTS, gradientCases } from '../../testing/backends/gradientCases.ts';
import { testOnBackends } from '../../testing/backends/testOnBackends.ts';
import { goldenFile } from '../../testing/golden.ts';

const { activations } = gradientCases(goldenFile(GRADIENTS));

testOnBackends(['cpu', 'wasm'], () => activationChecks(activations));
