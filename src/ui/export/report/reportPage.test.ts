import { expect, it } from 'vitest';
import type { ReportData } from './gatherReport.ts';
import { reportPage } from './reportPage.ts';

const data: ReportData = {
  file: '<script>alert(1)</script>.h5',
  format: 'Keras 2 (.h5)',
  bytes: 1000,
  parameters: 1234,
  date: 'January 1, 2026',
  settings: [['Chip', 'AKD1000']],
  changes: ['Fix of conv: padding'],
  problems: [
    {
      code: 'rule/pool-padding',
      severity: 'error',
      level: 'design',
      where: { layer: 'a"b' },
      title: 'Padding differs',
      message: 'The pool pads & the convolution does not.',
      hint: 'Set it.',
    },
  ],
  layers: [
    {
      name: 'conv',
      className: 'Conv2D',
      role: 'neural',
      scope: [],
      inputs: [],
      outputShape: [null, 4, 4, 2],
      parameters: 38,
      weights: [],
      weightBits: 4,
      activationBits: null,
      fate: 'stays',
      doc: null,
      config: {},
    },
  ],
  export: null,
  errors: { samples: '8 digits', layers: [{ name: 'conv', relativeError: 0.1, sqnr: 20 }] },
  activity: {
    on: 'the mean of 2 inputs',
    inputs: 2,
    layers: [
      {
        name: 'conv',
        spikes: true,
        sparsity: 0.5,
        events: 20,
        operations: 180,
        denseOperations: 400,
      },
      { name: 'head', spikes: false, sparsity: 0, events: 8, operations: 80, denseOperations: 90 },
    ],
  },
  accuracy: {
    on: '500 test images not trained on (MNIST)',
    images: 500,
    float: 0.99,
    quantized: null,
    spiking: 0.985,
  },
  graph: '<svg viewBox="0 0 1 1"></svg>',
};

it('is one page without scripts or anything to load', () => {
  const page = reportPage(data);
  expect(page).toMatch(/^<!doctype html>/);
  expect(page).not.toMatch(/<script|<link|<img|\son\w+=|https?:|url\(/);
  expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;.h5');
  expect(page).toContain('a&quot;b');
  expect(page).toContain('pads &amp; the convolution');
});

it('says what was measured, and what was not', () => {
  const page = reportPage(data);
  expect(page).toContain('98.5 %');
  expect(page).toContain('On 500 test images not trained on (MNIST).');
  expect(page).toContain('0.5 points lost');
  expect(page).toMatch(/98\.5 %<\/td>\s*<td class="muted">\s*97 to 100 %/);
  expect(page).toContain('20.0 dB');
  expect(page).toContain('<svg viewBox="0 0 1 1"></svg>');
  expect(page).toContain('does not convert yet');
  const bare = reportPage({ ...data, activity: null, accuracy: null });
  expect(bare).toContain('Not measured: run an input');
});

it('says of every check of the file whether it was met', () => {
  const checks = [
    { id: 'rules', passes: true, title: 'Follows every rule', detail: '31 rules' },
    { id: 'chip', passes: false, title: 'Does not fit AKD1000', detail: '1 limit is not met' },
  ] as const;
  const written: ReportData['export'] = {
    version: '2.3.0',
    inputShape: [28, 28, 1],
    inputKind: 'image',
    fileBytes: 5,
    idle: null,
    layers: [],
    checks,
  };
  const page = reportPage({ ...data, export: written });
  const rows = page.split('<tr>').filter((row) => checks.some(({ title }) => row.includes(title)));
  expect(rows.map((row) => /class="(\w+)">([^<]+)</.exec(row)?.slice(1))).toEqual([
    ['ok', 'Passed'],
    ['hardware', 'Not met'],
  ]);
});

it('gives the activity of one input, and no silence for a head, which does not spike', () => {
  const rows = reportPage(data).split('<tr>');
  const spiking = rows.find((row) => row.includes('<code>conv</code>') && row.includes('50.0 %'));
  expect(spiking).toMatch(/50\.0 %.*>10<.*>90<.*>200</s);
  const head = rows.find((row) => row.includes('<code>head</code>'));
  expect(head).toContain('potentials');
  expect(head).not.toContain('0.0 %');
});
