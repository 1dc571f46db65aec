import { renderToStaticMarkup } from 'react-dom/server';
import { beforeEach, expect, it, vi } from 'vitest';
import { changeTraining } from '../../../store/actions/training.ts';
import { studioStore, type StudioState } from '../../../store/studioStore.ts';
import { openModel } from '../../../store/testing/fakeClients.ts';
import { TooltipProvider } from '../../design/index.ts';
import { SparsityField } from './SparsityField.tsx';

// On a server, zustand shows the state as it began.
vi.mock('../../../store/studioStore.ts', async (original) => ({
  ...(await original<object>()),
  useStudio: <T,>(select: (state: StudioState) => T) => select(studioStore.getState()),
}));

beforeEach(() => {
  openModel('a', {});
});

const show = () =>
  renderToStaticMarkup(
    <TooltipProvider>
      <SparsityField />
    </TooltipProvider>,
  );

it('is a switch until it is on', () => {
  changeTraining({ sparsity: null });
  expect(show()).toContain('Train for fewer events');
  expect(show()).not.toContain('Weight');
});

it('a training of an earlier version has none', () => {
  const { sparsity, ...earlier } = studioStore.getState().training;
  expect(sparsity).toBeNull();
  studioStore.setState({ training: earlier });
  expect(show()).toContain('aria-checked="false"');
});

it.each([
  ['hoyer', 1e-5, '0.00001', '1.6e-3 quantized'],
  ['l1', 2e-7, '2e-7', '2e-7.'],
] as const)('shows the weight of %s and what it is', (kind, weight, value, note) => {
  changeTraining({ sparsity: { kind, weight } });
  expect(show()).toContain('aria-checked="true"');
  expect(show()).toContain(`value="${value}"`);
  expect(show()).toContain(note);
});
