import { expect, it } from 'vitest';
import { compileQatKernels } from '../../../../scripts/buildQatKernels.mjs';
import { kernelChecks } from '../../testing/backends/kernelChecks.ts';
import { testOnBackends } from '../../testing/backends/testOnBackends.ts';
import { kernelsBase64 } from './kernels.generated.ts';

it('the generated module is what the sources give', () => {
  expect(compileQatKernels()).toContain(kernelsBase64);
});

testOnBackends(['wasm'], kernelChecks);
