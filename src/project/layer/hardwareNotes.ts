import type { HardwareLayer } from '../../core/rules/hardware/hardwareLayers.ts';
import { targetOf, type TargetChoice } from '../../core/targets/index.ts';
import type { Limit } from '../../core/targets/define.ts';
import type { LayerLimits } from '../../core/targets/akida1.ts';
import { hardwareRules } from '../../core/rules/hardware/index.ts';
import type { HardwareDetails, HardwareNote } from './layerView.ts';

/** The limits of a chip that apply to a layer, and how near it is to them. Null for 'none'. */
export function hardwareNotes(layer: HardwareLayer, chip: TargetChoice): HardwareDetails | null {
  const target = targetOf(chip);
  if (!target) return null;
  // The rules say what is broken, and all of it: limits share their sources, so none can be told by another's source.
  const broken = hardwareRules.flatMap((rule) =>
    rule.check(layer, target).map(({ received, expected, source }) => ({
      name: rule.title,
      found: received,
      allowed: expected,
      share: null,
      fits: false,
      source,
    })),
  );
  const met = notesOf(layer, target.layers[layer.kind]).filter(({ fits }) => fits);
  return { chip: target.name, notes: [...broken, ...met] };
}

function notesOf(layer: HardwareLayer, limits: LayerLimits): readonly HardwareNote[] {
  const { input, kernelSize, strides, filters, weightBits, inputBits, activationBits } = layer;
  const [x = null, y = null, channels = null] = input ?? [];
  const isFullyConnected = layer.kind === 'FullyConnected';
  const isSquare = kernelSize[0] === kernelSize[1];
  const inputs = input ? input[0] * input[1] * input[2] : null;
  const filterRoom = limits.maxInputFilters?.value[channels ?? 0]?.[kernelSize[0]];
  const memory = limits.maxChannelsPerFilter?.value[kernelSize[0]]?.[weightBits ?? 0];
  return [
    ...(isFullyConnected ? atMost('Inputs', inputs, limits.maxInputs) : []),
    ...oneOf('Kernel size', isSquare ? kernelSize[0] : null, limits.kernelSizes),
    ...oneOf('Stride', Math.max(...strides), limits.strides),
    ...oneOf('Padding', layer.padding, limits.paddings),
    ...atMost('Input height', y, limits.maxSecondDimension),
    ...atMost('Input side', x === null || y === null ? null : Math.max(x, y), limits.maxSide),
    ...atMost('Input channels', channels, limits.maxChannels),
    ...atMost(
      'Channels that fit one filter',
      channels,
      memory === undefined ? undefined : like(limits.maxChannelsPerFilter, memory),
    ),
    ...atMost(
      'Filters',
      filters,
      filterRoom === undefined ? limits.maxFilters : like(limits.maxInputFilters, filterRoom),
    ),
    ...oneOf('Input bits', inputBits, limits.inputBits),
    ...oneOf('Weight bits', weightBits, limits.weightBits),
    ...(layer.activates ? oneOf('Spike bits', activationBits, limits.activationBits) : []),
    ...thresholdNote(layer, limits),
    ...stepNote(layer, limits),
  ];
}

function thresholdNote(
  { activates, converted }: HardwareLayer,
  { thresholdBits }: LayerLimits,
): readonly HardwareNote[] {
  if (!thresholdBits || !activates || !converted) return [];
  let largest = 0;
  for (const value of converted.threshold) largest = Math.max(largest, Math.abs(value));
  return atMost(
    'Largest threshold',
    largest,
    like(thresholdBits, 2 ** (thresholdBits.value - 1) - 1),
  );
}

function stepNote(
  { activates, converted }: HardwareLayer,
  { maxActStep }: LayerLimits,
): readonly HardwareNote[] {
  if (!activates || !converted) return [];
  let largest = 0;
  for (const value of converted.actStep) largest = Math.max(largest, value);
  return atMost('Largest step', Math.floor(largest), maxActStep);
}

function like<T>(limit: Limit<unknown> | undefined, value: T): Limit<T> | undefined {
  return limit && { value, source: limit.source };
}

function atMost(
  name: string,
  found: number | null,
  limit: Limit<number> | undefined,
): readonly HardwareNote[] {
  if (!limit || found === null) return [];
  return [
    {
      name,
      found: found.toLocaleString('en'),
      allowed: `at most ${limit.value.toLocaleString('en')}`,
      share: found / limit.value,
      fits: found <= limit.value,
      source: limit.source,
    },
  ];
}

function oneOf<T extends number | string>(
  name: string,
  found: T | null,
  limit: Limit<readonly T[]> | undefined,
): readonly HardwareNote[] {
  if (!limit || found === null) return [];
  return [
    {
      name,
      found: String(found),
      allowed:
        limit.value.length === 1
          ? `only ${limit.value.join('')}`
          : `one of ${limit.value.join(', ')}`,
      share: null,
      fits: limit.value.includes(found),
      source: limit.source,
    },
  ];
}
