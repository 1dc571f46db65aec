import { renderToString } from 'react-dom/server';
import { expect, it } from 'vitest';
import type { Outcome } from '../../project/outcome.ts';
import { initialPlan, type Plan } from '../../project/plan.ts';
import { outcomeSlice } from '../../store/slices/outcome.ts';
import { planKey } from '../../store/outcome/outcome.ts';
import { studioStore, type StudioState } from '../../store/studioStore.ts';
import { derived, openModel } from '../../store/testing/fakeClients.ts';
import { TooltipProvider } from '../design/index.ts';
import { finetuneStage } from '../finetune/finetuneStage.ts';
import { modelStage } from '../model/modelStage.ts';
import { quantizeStage } from '../quantize/quantizeStage.ts';
import { error as quantizationError } from '../canvas/paint/error.ts';
import { exportStage } from './exportStage.ts';
import { OutcomeCard } from './OutcomeCard.tsx';
import { CompareCheck } from './CompareCheck.tsx';

const bits = { inputWeightBits: 8, weightBits: 4, activationBits: 4 };
const plan: Plan = { ...initialPlan, settings: { ...initialPlan.settings, bits } };
const judges = { id: 'j', name: 'MNIST, 500 test digits', images: 200, isBuiltIn: true };

/** A converted model of which so many of 200 images are right. */
function opened(float: number, spiking: number, more: Partial<StudioState> = {}): StudioState {
  const score = (correct: number) => ({ images: 200, correct });
  const outcome: Outcome = {
    of: 200,
    classes: 10,
    float: score(float),
    quantized: score(spiking),
    spiking: score(spiking),
    pair: { images: 200, float, spiking },
    agreement: { images: 200, same: 200 },
    packedBytes: 24_000,
  };
  openModel('m', {
    plan,
    ...outcomeSlice,
    judges,
    outcomes: [{ plan: planKey(plan), judges: 'j', outcome, done: true }],
    derived: { ...derived, bits, converted: { layers: 4, packedBytes: 24_000 } },
    ...more,
  });
  return studioStore.getState();
}

const text = (element: React.ReactElement) => {
  // Rendered without effects; the store is read as a server would, from its first state.
  const initial = studioStore.getInitialState;
  studioStore.getInitialState = studioStore.getState;
  const html = renderToString(<TooltipProvider>{element}</TooltipProvider>);
  studioStore.getInitialState = initial;
  return { html, said: html.replace(/<[^>]*>/g, '') };
};

it('names what is lost before anything else, in amber, and what helps', () => {
  const state = opened(190, 64);
  const { html, said } = text(<OutcomeCard />);
  expect(said).toMatch(/^Spiking 32\.0 %: 63 points lost/);
  expect(said).toContain('200 images: MNIST, 500 test digits; 25 to 39 % with 95 % confidence');
  expect(html).toContain('data-tone="warning"');
  expect(said).toContain('fine-tune');
  expect(exportStage.status(state)).toEqual({ text: '24.0 kB, 63 points lost', tone: 'warning' });
});

it('is green where next to nothing is lost', () => {
  const state = opened(199, 198);
  const { html, said } = text(<OutcomeCard />);
  expect(said).toContain('Spiking 99.0 %: 0.5 points lost');
  expect(html).toContain('data-tone="ok"');
  expect(exportStage.status(state)).toEqual({ text: '24.0 kB, 99.0 %', tone: 'done' });
});

it('is never green without images', () => {
  const state = opened(199, 198, { judges: 'none' });
  const { html, said } = text(<OutcomeCard />);
  expect(said).toContain('Accuracy unknown: drop some images');
  expect(html).toContain('data-tone="neutral"');
  expect(exportStage.status(state).tone).toBe('neutral');
  expect(exportStage.status(state).text).toContain('accuracy unknown');
});

it('is amber until the input scaling is said, however good the accuracy', () => {
  const unsaid = { code: 'convert/scaling-unsaid', severity: 'warning', where: {} };
  const state = opened(199, 198, {
    derived: {
      ...derived,
      bits,
      converted: { layers: 4, packedBytes: 24_000 },
      diagnostics: [unsaid],
    } as unknown as StudioState['derived'],
  });
  expect(text(<OutcomeCard />).html).toContain('data-tone="warning"');
  expect(exportStage.status(state).tone).toBe('warning');
  expect(quantizeStage.status(state)).toEqual({ text: '8/4/4, scaling?', tone: 'warning' });
});

it('Fine-tune says what was measured under the present settings, and nothing of others', () => {
  expect(finetuneStage.status(opened(190, 64))).toEqual({
    text: '32.0 % of 200 images',
    tone: 'warning',
  });
  const other = { plan: initialPlan, spiking: 0.99 } as StudioState['judgements'][number];
  const state = opened(190, 64, { outcomes: [], judgements: [other] });
  expect(finetuneStage.status(state).text).toBe('accuracy unknown');
});

it('a run of both models on images counts as run against Keras', () => {
  opened(199, 198);
  expect(text(<CompareCheck />).said).toContain(
    'Same class as the quantized Keras model on 200 of 200 images',
  );
});

it('bits that wait for fixes are told as such', () => {
  const problem = { code: 'rule/x', severity: 'error', where: {} };
  const state = opened(190, 64, {
    derived: {
      ...derived,
      bits: null,
      converted: null,
      diagnostics: [problem],
    } as unknown as StudioState['derived'],
  });
  expect(quantizeStage.status(state)).toEqual({ text: '8/4/4 waits for fixes', tone: 'warning' });
});

it('Model counts the layers that are there, and what the chip does not take', () => {
  const layers = Array.from({ length: 48 }, (_, i) => ({ name: `l${i}`, outputShape: null }));
  const graph = { ...derived.graph, layers };
  const hardware = { code: 'rule/hw-x', severity: 'error', level: 'hardware', where: {} };
  const state = opened(199, 198, {
    derived: { ...derived, graph, diagnostics: [hardware] } as unknown as StudioState['derived'],
  });
  expect(modelStage.status(state)).toEqual({ text: '48 layers, 1 for the chip', tone: 'warning' });
});

it('the colours of quantization errors have one scale for all models, and say what they cost', () => {
  const state = opened(199, 198, {
    weightErrors: { plan, layers: [{ name: 'a', relativeError: 0.12 }] },
  });
  const found = quantizationError.measure?.([], state, derived.graph);
  expect(found).toMatchObject({ range: [0, 1] });
  expect(found && 'basis' in found && found.basis).toContain('99.0 % right: 0.5 points lost');
});
