import { beforeEach, describe, expect, it } from 'vitest';
import { initialPlan } from '../../project/plan.ts';
import { studioStore } from '../studioStore.ts';
import { resetLayers } from './bits.ts';
import { changeSettings, editGraph, redo, undo } from './plan.ts';

const plan = () => studioStore.getState().plan;

beforeEach(() => {
  studioStore.setState({ plan: initialPlan, change: '' });
  studioStore.temporal.getState().clear();
});

describe('changes of the plan', () => {
  it('undoes and redoes edits and settings in their order', () => {
    editGraph('Fix a', { kind: 'safeFixes' });
    changeSettings('Sparse input', { inputKind: 'sparse' });
    undo();
    expect(plan().settings.inputKind).toBe('image');
    expect(plan().edits).toHaveLength(1);
    expect(studioStore.getState().change).toBe('Fix a');
    undo();
    expect(plan()).toBe(initialPlan);
    redo();
    redo();
    expect(plan().settings.inputKind).toBe('sparse');
    expect(studioStore.getState().change).toBe('Sparse input');
  });

  it('takes back the settings of single layers', () => {
    changeSettings('Bits', { layers: { conv: { bits: 2 }, dense: { bits: 4 } } });
    resetLayers(['conv']);
    expect(plan().settings.layers).toEqual({ dense: { bits: 4 } });
  });

  it('does not make a step of undo of what is not the plan', () => {
    changeSettings('Bits', { layers: { conv: { bits: 2 } } });
    studioStore.setState({ selected: 'conv', stage: 'quantize' });
    undo();
    expect(plan()).toBe(initialPlan);
    expect(studioStore.getState().stage).toBe('quantize');
  });
});
