import { renderToStaticMarkup } from 'react-dom/server';
import { beforeEach, expect, it, vi } from 'vitest';
import { initialPlan } from '../../project/plan.ts';
import { studioStore, type StudioState } from '../../store/studioStore.ts';
import { derived, openModel } from '../../store/testing/fakeClients.ts';
import { chainView } from '../canvas/testing/graphViews.ts';
import { TooltipProvider } from '../design/index.ts';
import { LayerBitsTable } from './LayerBitsTable.tsx';

// On a server, zustand shows the state as it began.
vi.mock('../../store/studioStore.ts', async (original) => ({
  ...(await original<object>()),
  useStudio: <T,>(select: (state: StudioState) => T) => select(studioStore.getState()),
}));

const bits = { inputWeightBits: 8, weightBits: 4, activationBits: 4 };

const markup = () =>
  renderToStaticMarkup(
    <TooltipProvider>
      <LayerBitsTable />
    </TooltipProvider>,
  );

/** Every list of bits by its name: what it offers, in brackets what it shows; between dashes where nothing can be chosen. */
function lists(): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...markup().matchAll(/<select([^>]*)>(.*?)<\/select>/g)].map(
      ([, attributes = '', inside = '']) => {
        const name = /aria-label="([^"]+)"/.exec(attributes)?.[1] ?? '';
        const options = [...inside.matchAll(/<option([^>]*)>(\w+)<\/option>/g)].map(
          ([, of = '', text = '']) => (of.includes('selected') ? `[${text}]` : text),
        );
        const text = options.join(' ');
        return [name, attributes.includes('disabled') ? `-${text}-` : text];
      },
    ),
  );
}

beforeEach(() => {
  const graph = chainView(2, (i) => ({ weightBits: i === 0 ? 8 : 4 }));
  openModel('a', { derived: { ...derived, graph, bits } });
});

it('offers what the chip takes: 8-bit weights in the first layer alone', () => {
  expect(lists()).toEqual({
    'Weight bits of c0': '1 2 4 [8]',
    'Activation bits of r0': '[float] 1 2 4',
    'Weight bits of c1': '1 2 [4]',
    'Activation bits of r1': '[float] 1 2 4',
  });
});

it('shows bits that no chip takes where a file has them', () => {
  const graph = chainView(2, () => ({ weightBits: 3 }));
  studioStore.setState({ derived: { ...derived, graph, bits } });
  expect(lists()['Weight bits of c1']).toBe('1 2 4 [3]');
});

it('lets nothing be chosen while the model is in float', () => {
  studioStore.setState({ derived: { ...derived, graph: chainView(1), bits: null } });
  expect(lists()).toEqual({
    'Weight bits of c0': '-[float] 1 2 4 8-',
    'Activation bits of r0': '-[float] 1 2 4-',
  });
});

it('takes back what layers have of their own', () => {
  expect(markup()).not.toContain('Reset c');
  const settings = { ...initialPlan.settings, layers: { c1: { bits: 2 } } };
  studioStore.setState({ plan: { ...initialPlan, settings } });
  expect(markup()).toContain('Reset 1<');
  expect(markup()).toContain('aria-label="Reset c1"');
  expect(markup()).not.toContain('aria-label="Reset c0"');
});
