import { describe, expect, it } from 'vitest';
import { akd1000 } from '../../targets/akd1000.ts';
import { mappedProbes, refusedProbes, type RefusedProbe } from '../../testing/mappingAnswers.ts';
import { processorNeed } from '../../map/mapLayer.ts';
import { windowAxis } from '../../tensor/window.ts';
import type { HardwareLayer } from './hardwareLayers.ts';
import { hardwareRules } from './index.ts';

/** What the device says, and the rule that says the same. */
const REASONS: readonly (readonly [RegExp, string])[] = [
  [/Cannot have pooling size > pooling stride/, 'hw-split-pool'],
  [/With one input channel, the number of neurons per NP/, 'hw-one-channel'],
  [/Filter size is too big to fit in a CNP/, 'hw-filter-memory'],
  [/With average pooling, spatial split is impossible/, 'hw-gap-memory'],
  [/With average pooling, input (height|width) cannot exceed 32/, 'hw-gap-width'],
  [/num_neurons should be set between 1 and/, 'hw-filters'],
  [/Input dimensions are too large to fit in a FNP/, 'hw-dense-inputs'],
  [/Cannot have convolution stride > 1 and max pooling/, 'hw-split-stride'],
  [/[Nn]ot enough (NPs|hardware components)/, 'hw-processors'],
];

/** "Not enough NPs" of 2.3.6, which takes more of them for a wide map. */
const isOfOlder = ({ runtime, says }: RefusedProbe) =>
  runtime === '2.3.6' && says.includes('not enough NPs');
describe('what the virtual devices refuse', () => {
  const probes = refusedProbes();
  /** In a layer behind the one that is asked about, which reads its channels. */
  const behind = ({ says }: RefusedProbe) => says.includes("ayer 'after'");

  it('has a reason that one of the rules gives', () => {
    const unknown = probes.filter(({ says }) => !REASONS.some(([words]) => words.test(says)));
    expect(unknown.map(({ says }) => says)).toEqual([]);
  });

  it.each(REASONS)('%s: %s', (words, rule) => {
    const refused = probes.filter(
      (probe) => words.test(probe.says) && !behind(probe) && !isOfOlder(probe),
    );
    expect(refused.length).toBeGreaterThan(0);
    const missed = refused.filter((probe) => !found(hardwareLayer(probe)).includes(rule));
    expect(missed.map(({ facts, says }) => `${facts.join()}: ${says}`)).toEqual([]);
  });

  it('is counted by the older runtime, which cuts a wide map into more parts', () => {
    const counts = probes
      .filter(isOfOlder)
      .map(({ layer, runtime }) => processorNeed(layer, { runtime })?.count ?? Infinity);
    expect(counts).toHaveLength(8);
    expect(counts.filter((count) => count <= akd1000.mesh.processors)).toEqual([]);
  });

  it('is told of the layer behind as well', () => {
    const refused = probes.filter(behind);
    const missed = refused.filter((probe) => !found(behindOf(probe)).includes('hw-filter-memory'));
    expect([refused.length, missed.length]).toEqual([8, 0]);
  });
});

describe('what the virtual devices map', () => {
  it('no rule refuses, but for one layer', () => {
    const wrong = mappedProbes().flatMap(({ layer, runtime }) => {
      const rules = found(layerOf(layer, 1));
      return rules.length > 0
        ? [`${runtime} ${layer.input.join('x')} ${layer.filters}: ${rules.join()}`]
        : [];
    });
    // One group of filters more than memory asks for makes them even.
    expect(wrong).toEqual(['2.19.3 8x8x1 1000: hw-one-channel']);
  });
});

function found(layer: HardwareLayer): readonly string[] {
  return hardwareRules.flatMap(({ id, check }) => (check(layer, akd1000).length > 0 ? [id] : []));
}

function hardwareLayer({ layer, facts: [, , , , , , stride] }: RefusedProbe): HardwareLayer {
  return layerOf(layer, stride);
}

function layerOf(layer: RefusedProbe['layer'], stride: number): HardwareLayer {
  const [x, y] = layer.input;
  const [kernel] = layer.kernelSize;
  const along = (size: number) => windowAxis(size, kernel, stride, 'same').output;
  return {
    ...layer,
    convolution: [along(x), along(y), layer.filters],
    strides: [stride, stride],
    padding: 'same',
    activates: true,
    activationBits: 4,
    converted: null,
    hasZeroKernel: false,
    isFirst: true,
    isLast: false,
    previous: null,
  };
}

/** Such a layer has 4 filters of 3 x 3 and reads what the probe gives. */
function behindOf({ layer }: RefusedProbe): HardwareLayer {
  const [x, y] = layer.input;
  return layerOf(
    {
      ...layer,
      ...{ kind: 'Convolutional', filters: 4, weightBits: 4, inputBits: 4 },
      input: [x, y, layer.filters],
      kernelSize: [3, 3],
      pooling: { type: 'none' },
    },
    1,
  );
}
