import { expect, test } from 'vitest';
import { formatDiagnostic } from './formatDiagnostic.ts';

test('every part has its line', () => {
  const text = formatDiagnostic({
    code: 'rule/weight-bits',
    severity: 'error',
    title: 'Weight bitwidth not supported',
    where: { layer: 'conv2', file: 'kws.keras', path: 'config.json', byteOffset: 12 },
    message: 'The weights have too many bits.',
    received: '8-bit weights',
    expected: '1, 2 or 4',
    hint: 'Set weightBits to 4 for "conv2".',
    source: 'a page',
  });
  expect(text).toBe(
    [
      'error[rule/weight-bits]  Weight bitwidth not supported',
      '  at   layer "conv2", config.json, byte 12 in kws.keras',
      '  why  The weights have too many bits.',
      '  got  8-bit weights; expected 1, 2 or 4            source: a page',
      '  fix  Set weightBits to 4 for "conv2".',
      '',
    ].join('\n'),
  );
});

test('parts that are not known have none', () => {
  const text = formatDiagnostic({
    code: 'rule/head-bias',
    severity: 'info',
    title: 'Title',
    where: {},
    message: 'Message.',
    hint: 'Hint.',
  });
  expect(text).toBe('info[rule/head-bias]  Title\n  why  Message.\n  fix  Hint.\n');
});
