import { describe, expect, it, vi } from 'vitest';
import { fail } from '../../core/errors/diagnostic.ts';
import { runJob } from './runJob.ts';

const never = new AbortController().signal;

describe('runJob', () => {
  it('gives the value of a job that ends', async () => {
    expect(await runJob('task', never, () => 42)).toEqual({ ok: true, value: 42 });
  });

  it('gives the diagnostics of a refusal', async () => {
    const result = await runJob('task', never, () => fail('studio/no-model', {}, 'simulate'));
    expect(result).toMatchObject({
      ok: false,
      cancelled: false,
      diagnostics: [
        { code: 'studio/no-model', message: '"simulate" needs a model, and none is open.' },
      ],
    });
  });

  it('says cancelled for an abort', async () => {
    const controller = new AbortController();
    controller.abort();
    const result = await runJob('task', controller.signal, () => {
      controller.signal.throwIfAborted();
    });
    expect(result).toEqual({ ok: false, cancelled: true });
  });

  it('names the task and the fault when our own code fails', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const result = await runJob('convert', never, () => {
      throw new TypeError('x is undefined');
    });
    expect(result).toMatchObject({
      diagnostics: [{ code: 'studio/internal', received: 'TypeError: x is undefined' }],
    });
  });
});
