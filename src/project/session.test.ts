import { expect, it } from 'vitest';
import { initialPlan, type Plan } from './plan.ts';
import { parseSession, SESSION_VERSION } from './session.ts';

const plan: Plan = {
  edits: [
    { kind: 'safeFixes' },
    { kind: 'fix', on: 'model', pass: 'split-activation', layer: 'conv' },
    { kind: 'trained', id: 'a1' },
    {
      kind: 'trained',
      id: 'a2',
      data: { name: 'a.npz', count: 40, division: { validation: 0.1, test: 0.2, seed: 1 } },
    },
  ],
  settings: {
    ...initialPlan.settings,
    bits: { inputWeightBits: 8, weightBits: 4, activationBits: 4 },
    layers: { conv: { bits: 2, quantizer: 'StdWeightQuantizer', threshold: 3 } },
    inputScaling: { scale: 255, shift: 0 },
  },
};
const record = {
  version: SESSION_VERSION,
  plan,
  change: 'Quantize to 8/4/4',
  past: [{ plan: initialPlan, change: '' }, {}],
  future: [],
  view: { stage: 'quantize' },
};
const { settings } = plan;

it('takes a whole session', () => {
  expect(parseSession(record)).toBe(record);
});

it.each<[string, unknown, string]>([
  ['no edits', { plan: { settings } }, 'plan.edits'],
  [
    'edits of an unknown kind',
    { plan: { edits: [{ kind: 'magic' }], settings } },
    'plan.edits[0].kind',
  ],
  [
    'a fix without a layer',
    { plan: { edits: [{ kind: 'fix', on: 'model', pass: 'p' }], settings } },
    'plan.edits[0].layer',
  ],
  [
    'trained weights without a division',
    { plan: { edits: [{ kind: 'trained', id: 'a', data: { name: 'a', count: 4 } }], settings } },
    'plan.edits[0].data.division',
  ],
  ['no settings', { plan: { edits: [] } }, 'plan.settings'],
  ['a setting less', { plan: { edits: [], settings: { bits: null } } }, 'plan.settings.layers'],
  [
    'bits that are text',
    { plan: { edits: [], settings: { ...settings, bits: 'x' } } },
    'plan.settings.bits',
  ],
  [
    'a chip that is unknown',
    { plan: { edits: [], settings: { ...settings, hardware: 'z80' } } },
    'plan.settings.hardware',
  ],
  [
    'bits of a layer that are text',
    { plan: { edits: [], settings: { ...settings, layers: { a: { bits: '2' } } } } },
    'plan.settings.layers.a.bits',
  ],
  [
    'a fix of no step',
    { plan: { edits: [{ kind: 'fix', on: 'chip', pass: 'p', layer: 'a' }], settings } },
    'plan.edits[0].on',
  ],
  [
    'a fix that is no text',
    { plan: { edits: [{ kind: 'fix', on: 'model', pass: 1, layer: 'a' }], settings } },
    'plan.edits[0].pass',
  ],
  [
    'trained weights without an id',
    { plan: { edits: [{ kind: 'trained' }], settings } },
    'plan.edits[0].id',
  ],
  [
    'trained weights of data without a name',
    { plan: { edits: [{ kind: 'trained', id: 'a', data: { count: 4 } }], settings } },
    'plan.edits[0].data.name',
  ],
  [
    'trained weights of half a division',
    {
      plan: {
        edits: [
          { kind: 'trained', id: 'a', data: { name: 'a', count: 4, division: { validation: 0 } } },
        ],
        settings,
      },
    },
    'plan.edits[0].data.division.test',
  ],
  ['edits that are text', { plan: { edits: ['safeFixes'], settings } }, 'plan.edits[0]'],
  [
    'bits less one',
    { plan: { edits: [], settings: { ...settings, bits: { weightBits: 4 } } } },
    'plan.settings.bits.inputWeightBits',
  ],
  [
    'bits that are no number',
    { plan: { edits: [], settings: { ...settings, bits: { ...settings.bits, weightBits: NaN } } } },
    'plan.settings.bits.weightBits',
  ],
  [
    'a threshold of a layer that is text',
    { plan: { edits: [], settings: { ...settings, layers: { a: { threshold: '3' } } } } },
    'plan.settings.layers.a.threshold',
  ],
  [
    'a quantizer of a layer that is none',
    { plan: { edits: [], settings: { ...settings, layers: { a: { quantizer: 3 } } } } },
    'plan.settings.layers.a.quantizer',
  ],
  [
    'a quantizer that is no text',
    { plan: { edits: [], settings: { ...settings, quantizer: 4 } } },
    'plan.settings.quantizer',
  ],
  [
    'a scaling without a shift',
    { plan: { edits: [], settings: { ...settings, inputScaling: { scale: 1 } } } },
    'plan.settings.inputScaling.shift',
  ],
  [
    'a scaling without a scale',
    { plan: { edits: [], settings: { ...settings, inputScaling: { shift: 1 } } } },
    'plan.settings.inputScaling.scale',
  ],
  [
    'folding that is text',
    { plan: { edits: [], settings: { ...settings, foldBatchNorm: 'no' } } },
    'plan.settings.foldBatchNorm',
  ],
  [
    'an input of another kind',
    { plan: { edits: [], settings: { ...settings, inputKind: 'sound' } } },
    'plan.settings.inputKind',
  ],
  ['a change without words', { change: null }, 'change'],
  ['a step of the history that is text', { past: ['x'] }, 'past'],
  ['a step of the history without words', { future: [{ change: 1 }] }, 'future'],
  ['a history that is no list', { past: {} }, 'past'],
  ['a broken step of the history', { future: [{ plan: 1 }] }, 'plan'],
  ['no view', { view: null }, 'view'],
])('refuses %s and names the entry', (_, change, path) => {
  expect(() => parseSession({ ...record, ...(change as object) })).toThrow(
    expect.objectContaining({
      diagnostics: [expect.objectContaining({ code: 'studio/damaged-session', where: { path } })],
    }),
  );
});

it.each([null, 'text', {}, { ...record, version: 2 }])('refuses another version: %j', (value) => {
  expect(() => parseSession(value)).toThrow(
    expect.objectContaining({
      diagnostics: [expect.objectContaining({ code: 'studio/session-version' })],
    }),
  );
});
