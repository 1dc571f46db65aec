import { expect, test } from 'vitest';
import { runCli, workplace } from '../testing/runCli.ts';

test('shows accuracy and sparsity, and where the .fbz lies', async () => {
  const at = workplace();
  const { code, out, err } = await runCli(['demo', '-o', at.path('demo')]);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toMatch(/^conv_0 +\d+\.\d % /m);
  expect(out).toMatch(/accuracy of spiking, \.fbz +9\d\.\d %/);
  expect(out).toContain(at.path('demo/mnist_iq8_wq4_aq4.fbz'));
  const { code: found } = await runCli(['inspect', '-m', at.path('demo/mnist_iq8_wq4_aq4.fbz')]);
  expect(found).toBe(0);
});
