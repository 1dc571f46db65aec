import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it, vi } from 'vitest';
import { initialPlan } from '../../project/plan.ts';
import { parsePlan } from '../../project/parsePlan.ts';
import type { TargetChoice } from '../../core/targets/index.ts';
import { studioStore, type StudioState } from '../../store/studioStore.ts';
import { openModel } from '../../store/testing/fakeClients.ts';
import { TooltipProvider } from '../design/index.ts';
import { HardwareField } from './HardwareField.tsx';

// On a server, zustand shows the state as it began.
vi.mock('../../store/studioStore.ts', async (original) => ({
  ...(await original<object>()),
  useStudio: <T,>(select: (state: StudioState) => T) => select(studioStore.getState()),
}));

// Addresses of the documentation are told from the page's own.
vi.stubGlobal('document', { baseURI: 'https://studio.test/' });

const plan = (hardware: TargetChoice) => ({
  ...initialPlan,
  settings: { ...initialPlan.settings, hardware },
});

function markup(hardware: TargetChoice): string {
  openModel('a', { plan: plan(hardware) });
  return renderToStaticMarkup(
    <TooltipProvider>
      <HardwareField />
    </TooltipProvider>,
  );
}

/** Fields of numbers by name, with what they show. */
const numbers = (html: string) =>
  [...html.matchAll(/<input([^>]*aria-label[^>]*)>/g)].map(([, of = '']) => [
    /aria-label="([^"]+)"/.exec(of)?.[1],
    /value="([^"]+)"/.exec(of)?.[1],
  ]);

const own = { processors: { CNP1: 8, FNP2: 1, FNP3: 1 }, weightSram: 22_400 } as const;

it('asks for nothing more where the chip is known', () => {
  expect(numbers(markup('akd1500'))).toEqual([]);
});

it('asks what a chip of its own has, and shows what its base has where nothing is said', () => {
  expect(numbers(markup(own))).toEqual([
    ['Processors', '8'],
    ['Clock, MHz', '300'],
    ['Of these FNP3', '1'],
    ['Of these FNP2', '1'],
    ['Input memory of a processor, bytes', '43008'],
    ['Weight memory of a processor, bytes', '22400'],
  ]);
});

it('is kept with the plan, and a record that is none is refused', () => {
  expect(parsePlan(plan(own)).settings.hardware).toEqual(own);
  const wrong = { processors: { CNP1: -1, FNP2: 0, FNP3: 0 } };
  expect(() => parsePlan(plan(wrong))).toThrow('plan.settings.hardware');
});
