import type { CostEstimate } from '../core/cost/estimateCost.ts';
import type { Estimate } from '../core/cost/estimate.ts';
import type { MappedLayer, Mapping } from '../core/map/mapModel.ts';
import type { HardwareTarget } from '../core/targets/define.ts';
import { formatTable, type Column } from './formatTable.ts';

/** A layer where it lies, with what an inference costs there. */
export interface PlacedLayer extends Omit<MappedLayer, 'convolution' | 'pooling'> {
  /** Behind pooling. */
  readonly output: readonly [number, number, number];
  readonly events: number | null;
  readonly clocks: Estimate | null;
  readonly milliseconds: Estimate | null;
  readonly microjoules: Estimate | null;
}

/** The cost of an inference, as the command line tells it. */
export interface ChipCost extends CostEstimate {
  /** How many the mean is over. */
  readonly inputs: number;
  /** What more zeros in all layers behind the first would make of it. */
  readonly sparser: Pick<CostEstimate, 'milliseconds' | 'microjoules'> & {
    readonly points: number;
  };
  readonly power?: { readonly framesPerSecond: number; readonly milliwatts: Estimate | null };
}

/** The table that users know from the summary of the vendor's runtime, with memory and costs. */
export function mappingText(
  mapping: Omit<Mapping, 'layers'> & { readonly layers: readonly PlacedLayer[] },
  file: string,
  target: HardwareTarget,
  cost: ChipCost | null,
): string {
  const { fits, passes, processors, programBytes } = mapping;
  const used = `${processors.total} processors of ${target.mesh.processors}`;
  const times = passes > 1 ? `, ${passes} passes` : '';
  const verdict = fits ? 'fits' : 'does not fit';
  const heading = `${file} on ${target.name}: ${verdict}; ${used}${times}, ${whole(programBytes)} bytes of program\n`;
  const table = layerTable(mapping.layers, passes > 1, cost !== null);
  const told = fits
    ? cost && costText(cost)
    : 'No time or energy of a network that does not fit.\n';
  return `${heading}\n${table}${cost ? `\n${told ?? ''}` : ''}`;
}

function layerTable(layers: readonly PlacedLayer[], hasPasses: boolean, hasCost: boolean): string {
  const right = (title: string): Column => ({ title, align: 'right' });
  return formatTable(
    [
      ...[{ title: 'layer' }, { title: 'kind' }, { title: 'output' }, { title: 'kernel' }],
      ...(hasPasses ? [right('pass')] : []),
      ...[right('NPs'), right('input bytes'), right('weight bytes'), right('program bytes')],
      ...(hasCost ? [right('events'), right('clocks'), right('ms'), right('uJ')] : []),
    ],
    layers.map((layer) => [
      ...[layer.name, layer.kind, `[${layer.output.join(', ')}]`, kernelText(layer)],
      ...(hasPasses ? [`${layer.pass}`] : []),
      processorsText(layer),
      ...[layer.inputBytes, layer.weightBytes, layer.programBytes].map(whole),
      ...(hasCost
        ? [
            layer.events === null ? '-' : whole(layer.events),
            layer.clocks ? whole(layer.clocks.value) : '-',
            layer.milliseconds ? digits(layer.milliseconds.value) : '-',
            layer.microjoules ? digits(layer.microjoules.value) : '-',
          ]
        : []),
    ]),
  );
}

function kernelText({ kind, kernelSize, input, filters }: PlacedLayer): string {
  const [x, y, channels] = input;
  if (kind === 'FullyConnected') return `(1, 1, ${x * y * channels}, ${filters})`;
  const own = `(${kernelSize.join(', ')}, ${channels}, `;
  return kind === 'SeparableConvolutional'
    ? `${own}1), (1, 1, ${channels}, ${filters})`
    : `${own}${filters})`;
}

function processorsText({ processors: [first, ...others] }: PlacedLayer): string {
  if (!first) return '-';
  return first.type === 'HRC' ? 'HRC' : `${others.length + 1} ${first.type}`;
}

function costText(cost: ChipCost): string {
  const { milliseconds, framesPerSecond, microjoules, floorMilliwatts, power, sparser } = cost;
  const figures: readonly (readonly [string, Estimate | null, string])[] = [
    ['one inference', milliseconds, 'ms'],
    ['inputs in a row', framesPerSecond, 'a second'],
    ['dynamic energy', microjoules, 'uJ an inference'],
    ['power at rest', floorMilliwatts, 'mW'],
    ...(power
      ? [[`power at ${power.framesPerSecond} a second`, power.milliwatts, 'mW'] as const]
      : []),
    [`with ${sparser.points} points more zeros`, sparser.milliseconds, 'ms'],
    ['', sparser.microjoules, 'uJ an inference'],
  ];
  const rows = figures.map(([name, estimate, unit]) => [
    name,
    estimate ? digits(estimate.value) : '-',
    estimate ? unit : 'nothing is published to say it',
    estimate ? `${digits(estimate.low)} to ${digits(estimate.high)}` : '',
  ]);
  const table = formatTable(
    [
      { title: 'estimate' },
      { title: 'value', align: 'right' },
      { title: 'unit' },
      { title: 'range' },
    ],
    rows,
  );
  const bases = [milliseconds, framesPerSecond, microjoules, floorMilliwatts];
  const told = [...new Set(bases.flatMap((estimate) => estimate?.basis ?? []))];
  const inputs = `Mean of ${cost.inputs} input${cost.inputs === 1 ? '' : 's'}.`;
  return `${table}\n${[inputs, ...told].map((line) => `${line}\n`).join('')}`;
}

function whole(value: number): string {
  return `${Math.round(value)}`;
}

/** Three digits that count, without an exponent. */
function digits(value: number): string {
  return value >= 1000 ? whole(value) : `${Number(value.toPrecision(3))}`;
}
