import { describe, expect, it } from 'vitest';
import { sparsityOf, sparsityText } from './sparsity.ts';

describe('sparsityOf', () => {
  it.each([
    ['hoyer:1e-6', { kind: 'hoyer', weight: 1e-6 }],
    ['l1:0.002', { kind: 'l1', weight: 0.002 }],
    [' hoyer:2.6E-05 ', { kind: 'hoyer', weight: 2.6e-5 }],
  ] as const)('reads %s', (text, sparsity) => {
    expect(sparsityOf(text)).toEqual(sparsity);
    expect(sparsityOf(sparsityText(sparsity))).toEqual(sparsity);
  });

  it.each([
    '',
    'hoyer',
    'hoyer:',
    'l2:1e-6',
    'hoyer:-1',
    'hoyer:1e',
    'hoyer 1e-6',
    'l1:x',
    'HOYER:1',
  ])('refuses "%s"', (text) => {
    expect(() => sparsityOf(text)).toThrow(
      `qat/bad-setting: The setting "sparsity" cannot be ${text}.`,
    );
  });

  it.each(['hoyer:0', 'l1:1e999', 'l1:1.2.3'])('refuses the weight of %s', (text) => {
    expect(() => sparsityOf(text)).toThrow('qat/bad-setting: The setting "sparsity weight"');
  });
});
