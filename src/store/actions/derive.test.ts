import { afterEach, expect, it, vi } from 'vitest';
import type { CallOptions } from '../../worker/rpc/client.ts';
import type { ModelSummary } from '../../project/document.ts';
import { studioClient } from '../studioClient.ts';
import { studioStore } from '../studioStore.ts';
import { derive } from './derive.ts';

const model: ModelSummary = { name: 'a.h5', format: '', kind: 'keras', bytes: 1, layers: 1 };

afterEach(() => {
  vi.restoreAllMocks();
});

it('ends without a word when the model is closed meanwhile', async () => {
  // A worker that answers nothing but cancels.
  vi.spyOn(studioClient, 'call').mockImplementation(
    (_method: string, _input: unknown, { signal }: CallOptions = {}) =>
      new Promise((_, reject) => {
        signal?.addEventListener('abort', () => {
          reject(new DOMException('The job was cancelled.', 'AbortError'));
        });
      }),
  );
  studioStore.setState({ model });
  const running = derive();
  expect(studioStore.getState().deriving).toBe(true);
  studioStore.setState({ model: null });
  await Promise.all([derive(), running]);
  expect(studioStore.getState()).toMatchObject({ deriving: false, deriveError: null });
});
