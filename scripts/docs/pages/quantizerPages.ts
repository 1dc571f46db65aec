import { quantizeKernel } from '../../../src/core/quantizers/quantizeKernel.ts';
import type { WeightQuantizer } from '../../../src/core/quantizers/define.ts';
import { weightQuantizers } from '../../../src/core/quantizers/index.ts';
import { tensor } from '../../../src/core/tensor/tensor.ts';
import { code, page, prose, section, sourceLinks, table, type Page } from '../markdown.ts';
import { declarationsIn } from '../sources/declarations.ts';

const declarations = declarationsIn('src/core/quantizers', 'defineQuantizer', 'className');

/** Four weights of two output channels, the channel as last axis, as Keras stores a kernel. */
const KERNEL = [0.9, 0.11, -0.42, -0.2, 0.05, 0.16, -0.7, 0.03] as const;
const CHANNELS = 2;
const DIGITS = 6;

/** The index of the quantizers and a page for each. */
export function quantizerPages(): readonly Page[] {
  return [indexPage(), ...weightQuantizers.map(quantizerPage)];
}

function bitsOf({ bits: [low, high] }: WeightQuantizer): readonly number[] {
  return Array.from({ length: high - low + 1 }, (_, i) => low + i);
}

function quantizerPage(quantizer: WeightQuantizer): Page {
  const { className, doc, perAxis, threshold, source, perTensorClassName } = quantizer;
  const path = `quantizers/${className}.md`;
  const [low, high] = quantizer.bits;
  return page(
    path,
    className,
    prose(doc),
    prose(declarations.get(className)?.comment ?? ''),
    table(
      ['', ''],
      [
        ['scale factors', perAxis ? 'one per output channel' : 'one for the whole kernel'],
        ['bits', low === high ? String(low) : `${low} to ${high}`],
        ...(threshold === undefined ? [] : [['default threshold', String(threshold)]]),
        [
          'for depthwise kernels',
          perTensorClassName === className
            ? 'itself'
            : `[${perTensorClassName}](./${perTensorClassName}.md)`,
        ],
      ],
    ),
    section(
      'Integer range',
      table(
        ['bits', 'smallest', 'largest'],
        bitsOf(quantizer).map((bits) => [String(bits), ...quantizer.range(bits).map(String)]),
      ),
    ),
    section('Worked example', ...workedExample(quantizer)),
    section('Source', sourceLinks(source, path)),
  );
}

function workedExample(quantizer: WeightQuantizer): readonly string[] {
  const bits = Math.min(4, quantizer.bits[1]);
  const { className, threshold } = quantizer;
  const kernel = tensor(Float32Array.from(KERNEL), [1, 1, KERNEL.length / CHANNELS, CHANNELS]);
  const config = { className, bits, ...(threshold === undefined ? {} : { threshold }) };
  const { scaleFactor, weightInt, real } = quantizeKernel(kernel, config, 'example');
  const factors = [...scaleFactor].map(number).join(' and ');
  const rows = KERNEL.map((weight, i) => [
    String((i % CHANNELS) + 1),
    String(weight),
    number(weight * (scaleFactor[i % scaleFactor.length] ?? 0)),
    String(weightInt[i]),
    number(real[i] ?? 0),
  ]);
  return [
    `A kernel of two output channels with four weights each, at ${bits} ${bits === 1 ? 'bit' : 'bits'}. Scale ${
      scaleFactor.length === 1 ? 'factor' : 'factors by channel'
    }: ${factors}.`,
    table(['channel', 'weight', 'weight x scale factor', 'integer', 'value it stands for'], rows),
    'Rounding goes to the nearest integer, halves to the even one, and what leaves the range is cut to it.',
  ];
}

function number(value: number): string {
  return String(Number(value.toPrecision(DIGITS)));
}

function indexPage(): Page {
  return page(
    'quantizers/index.md',
    'Weight quantizers',
    'A quantizer turns the float weights of a kernel into whole numbers and one or more scale factors.',
    table(
      ['quantizer', 'does', 'scale factors', 'bits'],
      weightQuantizers.map((quantizer) => [
        `[${quantizer.className}](./${quantizer.className}.md)`,
        prose(quantizer.doc),
        quantizer.perAxis ? 'per channel' : 'per kernel',
        [...new Set(quantizer.bits)].join(' to '),
      ]),
    ),
    `The default is ${code('MaxPerAxisQuantizer')}, at 1 bit ${code('BinaryPerAxisQuantizer')}.`,
  );
}
