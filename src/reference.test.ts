import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ConvolutionalLayer, SeparableConvolutionalLayer } from './core/akida/model.ts';
import { convertThresholds } from './core/convert/convertThresholds.ts';
import { eventClocks } from './core/cost/eventLaw.ts';
import { unpackSnappy } from './core/fbz/snappyBlock.ts';
import { writeFbz } from './core/fbz/writeFbz.ts';
import { quantizedReLUGrid } from './core/layers/activationGrid.ts';
import { quantizeKernel } from './core/quantizers/quantizeKernel.ts';
import { weightQuantizers } from './core/quantizers/index.ts';
import { hardwareRules } from './core/rules/hardware/index.ts';
import { rules } from './core/rules/index.ts';
import { spikesOf } from './core/simulate/spikes.ts';
import { akd1000 } from './core/targets/akd1000.ts';
import { targets } from './core/targets/index.ts';

function page(name: string): string {
  return readFileSync(new URL(`../docs/reference/${name}.md`, import.meta.url), 'utf8');
}

/** The part of a page from a heading to the next one of its depth or above. */
function section(text: string, heading: string): string {
  const [mark = ''] = heading.split(' ');
  const from = text.split(`\n${heading}\n`)[1];
  if (from === undefined) throw new Error(`No heading "${heading}"`);
  return from.split(new RegExp(`\\n#{1,${mark.length}} `))[0] ?? '';
}

/** Cells of the first table of a text, without its head. */
function rowsOf(text: string): string[][] {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => line.startsWith('|'));
  const end = lines.findIndex((line, i) => i > start && !line.startsWith('|'));
  return lines
    .slice(start + 2, end === -1 ? undefined : end)
    .map((line) => line.slice(1, -1).split('|'))
    .map((cells) => cells.map((cell) => cell.trim()));
}

describe('docs/reference says what the code does', () => {
  const compatibility = page('compatibility');
  const integers = page('integer-semantics');

  it('lists every rule with its level and severity, and has a section for each', () => {
    const rows = rowsOf(section(compatibility, '## Rules at a glance'));
    const listed = rows.map(([id = '', level = '', severity = '']) => [id, level, severity].join());
    const known = rules.map(({ id, level, severity }) => [id, level, severity].join());
    expect(listed.sort()).toEqual(known.sort());
    for (const { id } of rules) expect(compatibility).toContain(`\n### ${id}\n`);
  });

  it('lists every hardware rule, and has a section for each chip', () => {
    const rows = rowsOf(section(compatibility, '## Hardware rules'));
    const listed = rows.map(([id = '']) => id);
    expect(listed.sort()).toEqual(hardwareRules.map(({ id }) => id).sort());
    for (const id of Object.keys(targets)) expect(compatibility).toContain(`\n## Hardware ${id}\n`);
  });

  it('has the filters of the input convolution', () => {
    const limit = akd1000.layers.InputConvolutional.maxInputFilters?.value;
    const rows = rowsOf(section(compatibility, '### Filters of the input convolution'));
    expect(rows.map((cells) => cells.map(Number))).toEqual(
      Object.entries(limit ?? {}).map(([channels, most]) => [
        Number(channels),
        ...[3, 5, 7].map((kernel) => most[kernel]),
      ]),
    );
  });

  it('has the channels that fit one filter', () => {
    const rows = rowsOf(section(compatibility, '### Memory of one filter'));
    expect(rows).toHaveLength(7);
    for (const [kind = '', kernel = '', ...most] of rows) {
      const limits = akd1000.layers[kind as 'Convolutional'];
      const bounds = limits.maxChannelsPerFilter?.value[Number(kernel[0])] ?? {};
      const known = [2, 4].map((bits) => bounds[bits] ?? limits.maxChannels?.value);
      expect(most.map(Number), `${kind} ${kernel}`).toEqual(known);
    }
  });

  it('counts the models that hold the rules', () => {
    const verdicts = new URL('core/rules/fixtures/deviceVerdicts.json', import.meta.url);
    const tried = Object.keys(JSON.parse(readFileSync(verdicts, 'utf8')) as object).length;
    const golden = readdirSync(new URL('fixtures/golden/compat', import.meta.url));
    const models = golden.filter((name) => name.endsWith('.h5')).length;
    expect(compatibility).toContain(`(${models} models)`);
    expect(compatibility).toContain(`(${tried} models)`);
  });

  it('lists every weight quantizer with its axis and bits', () => {
    const rows = rowsOf(section(integers, '## Weight quantizers'));
    const listed = rows.map(([name = '', , axis = '', bits = '']) => {
      const [className = ''] = /\w+Quantizer/.exec(name) ?? [];
      return [className, axis === 'each output axis', bits].join();
    });
    const known = weightQuantizers.map(({ className, perAxis, bits: [low, high] }) =>
      [className, perAxis, low === high ? `${low}` : `${low} to ${high}`].join(),
    );
    expect(listed.sort()).toEqual(known.sort());
  });

  it('fires the spikes of its table', () => {
    const rows = rowsOf(section(integers, '### Spikes'));
    expect(rows.length).toBeGreaterThan(5);
    for (const [step, bits, t, threshold, potential, distance, , spikes] of rows) {
      expect(Number(potential) - Number(threshold)).toBe(Number(distance));
      expect(Math.floor(Number(step) * 16)).toBe(Number(t));
      const fired = spikesOf(Number(potential), Number(threshold), Number(t), Number(bits));
      expect(fired).toBe(Number(spikes));
    }
  });

  it('works its layer out as the conversion does', () => {
    const config = { className: 'MaxPerAxisQuantizer', bits: 4 };
    const kernel = { data: Float32Array.of(0.3, -0.7, 0.12), shape: [1, 1, 3, 1] };
    const { weightInt, scaleFactor } = quantizeKernel(kernel, config, 'layer');
    const activation = quantizedReLUGrid(4, 6);
    const { threshold, actStep } = convertThresholds({
      layer: 'layer',
      filters: 1,
      inputScaling: [1 / activation.step, 0],
      scaleFactor,
      perAxis: true,
      bias: Float32Array.of(0.1),
      activation,
      poolFactor: 1,
      kernelSums: null,
    });
    const worked = section(integers, '## A worked layer').replaceAll(/ +/g, ' ');
    for (const line of [
      `int ${[...weightInt].join(', ')}`,
      `step f32(6 / 15) = ${activation.step}`,
      `threshold f32(step * 0.5) = ${activation.threshold}`,
      `in_scale 1 / step = ${1 / activation.step}`,
      `act_step f32(25 * ${activation.step}) = ${actStep[0]}`,
      `= ${threshold[0]}\n`,
    ])
      expect(worked).toContain(line);
    expect(spikesOf(17, threshold[0] ?? 0, Math.floor((actStep[0] ?? 0) * 16), 4)).toBe(2);
  });

  it('shows the bytes that are written', () => {
    const file = writeFbz({
      version: '2.3.0',
      layers: [
        {
          kind: 'InputData',
          name: 'in',
          inputShape: [1, 1, 2],
          inputBits: 4,
          inputSigned: false,
        },
        {
          kind: 'FullyConnected',
          name: 'fc',
          units: 1,
          weightBits: 4,
          activation: false,
          actBits: 1,
          threshold: Int32Array.of(-5),
          actStep: Float32Array.of(2.5),
          weights: Int8Array.of(3, -7),
        },
      ],
    });
    const example = section(page('fbz-format'), '## A small file byte by byte');
    const shown = [...example.matchAll(/^[0-9a-f]{4}: (.*)$/gm)].map(([, bytes = '']) => bytes);
    const hex = (bytes: Uint8Array) =>
      [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    expect(shown.join(' ')).toBe(hex(unpackSnappy(file, 'example.fbz')));
    const [, start = ''] = /\n(84 06 .*) \.\.\.\n/.exec(example) ?? [];
    expect(hex(file).startsWith(start.replaceAll(/ +/g, ' '))).toBe(true);
    expect(example).toContain(`makes ${file.length} bytes`);
  });

  it('has the coefficients of the event cost law', () => {
    const rows = rowsOf(section(page('cost-model'), '## Event cost law'));
    expect(rows).toHaveLength(7);
    for (const [what = '', ...columns] of rows) {
      const [, kind, kernel, bits] = /^(\w+) (\d) x \d, (\d) bits$/.exec(what) ?? [];
      const layer = {
        kind,
        kernelSize: [Number(kernel), Number(kernel)],
        weightBits: Number(bits),
        filters: 1,
      } as unknown as ConvolutionalLayer | SeparableConvolutionalLayer;
      const known = (['akd1500', 'akd1000'] as const).map(
        (chip) => eventClocks(layer, 1, chip) ?? '',
      );
      expect(columns.map((cell) => (cell === '' ? '' : Number(cell)))).toEqual(known);
    }
  });
});
