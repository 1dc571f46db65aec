import { describe, expect, it } from 'vitest';
import { isStudioError } from '../errors/diagnostic.ts';
import type { ModelGraph } from '../ir/graph.ts';
import { quantizeModel } from '../quantize/quantizeModel.ts';
import { goldenCases, goldenJson } from '../testing/golden.ts';
import { readGoldenFbz, readGoldenKeras } from '../testing/goldenModels.ts';
import { vendorRules } from '../testing/vendorRules.ts';
import { checkAkidaModel, checkModel } from '../check/checkModel.ts';
import type { RuleDiagnostic } from './ruleDiagnostic.ts';

/** src/fixtures/golden/compat/verdicts.json: what the toolkit said at each stage; a stage is absent where the one before failed. */
interface Verdict {
  readonly float_message?: string;
  readonly quantize_message?: string;
  readonly quantized_message?: string;
  readonly convert_message?: string;
  readonly hardware_message?: string;
}

/** Where the first words of the toolkit lead to another rule of ours, or to none of its own. */
const SAYS_MORE: Readonly<Record<string, { readonly code: string; readonly reason: string }>> = {
  inline_relu: {
    code: 'rule/inline-activation',
    reason:
      'the toolkit asks for an activation between the layers; there is one, inside the first: splitting it off is the fix',
  },
  relu_threshold: {
    code: 'rule/relu-only',
    reason:
      'the toolkit finds the ReLU at conversion only, since quantize leaves one with a threshold in float',
  },
  relu_negative_slope: {
    code: 'rule/relu-only',
    reason: 'the toolkit drops the slope without a word, which changes the function',
  },
};

/** Found by us on the float model; the toolkit tells it one step later, when it quantizes. */
const SAYS_EARLIER: Readonly<Record<string, string>> = {
  inline_softmax_head: 'quantize() refuses the inline softmax',
  dilation: 'quantize() refuses dilation_rate',
  groups: 'quantize() refuses groups',
  depth_multiplier: 'quantize() refuses depth_multiplier',
  relu_threshold: 'convert() refuses the ReLU that quantize() left in float',
  relu_negative_slope: 'the toolkit says it nowhere',
};

const verdicts = Object.entries(
  goldenJson('compat/verdicts.json') as Readonly<Record<string, Verdict>>,
);

describe('golden/compat: our verdict is the toolkit’s, with the right rule on the right layer', () => {
  it('has verdicts', () => {
    expect(verdicts.length).toBeGreaterThan(40);
    const names = new Set(verdicts.map(([name]) => name));
    const exceptions = [...Object.keys(SAYS_MORE), ...Object.keys(SAYS_EARLIER)];
    expect(exceptions.filter((name) => !names.has(name))).toEqual([]);
  });

  it.each(verdicts)('%s: design', async (name, verdict) => {
    const graph = await readGoldenKeras(`compat/${name}.h5`);
    const isRefused = errorsAt(checkModel(graph), 'design').length > 0;
    expect(isRefused).toBe(Boolean(verdict.float_message) || name in SAYS_EARLIER);
  });

  it.each(verdicts)('%s: every level', async (name, verdict) => {
    const graph = await readGoldenKeras(`compat/${name}.h5`);
    const quantized = quantizedOrNull(graph);
    const found = [graph, ...(quantized ? [quantized] : [])].flatMap((model) =>
      errors(checkModel(model)),
    );
    const message =
      verdict.float_message ||
      verdict.quantize_message ||
      verdict.quantized_message ||
      verdict.convert_message ||
      verdict.hardware_message;
    const expected = SAYS_MORE[name];
    expect(found.length > 0).toBe(Boolean(message) || expected !== undefined);
    const codes = found.map((d) => d.code);
    if (expected) expect(codes).toContain(expected.code);
    if (!message) return;
    const vendor = vendorRules(
      message,
      graph.layers.map((layer) => layer.name),
    );
    const matching = found.filter((d) => d.code === (expected?.code ?? vendor.rule));
    const onLayer = matching.filter(
      ({ where }) => vendor.layers.length === 0 || vendor.layers.includes(where.layer ?? ''),
    );
    expect(onLayer.length, `${message} -> ${codes.join()}`).toBeGreaterThan(0);
  });

  it.each(verdicts)('%s: no hardware violation without the device', async (name) => {
    const graph = await readGoldenKeras(`compat/${name}.h5`);
    expect(checkModel(graph, { target: 'none' }).some((d) => d.level === 'hardware')).toBe(false);
  });
});

interface Case {
  readonly hardware: { readonly ok: boolean; readonly message?: string };
  readonly input_scaling: readonly [number, number] | null;
  readonly input_is_image: boolean;
}

const cases = (['fuzz', 'named', 'shapes'] as const).flatMap((family) => goldenCases(family));

describe('golden/{fuzz,named,shapes}: our verdict is the virtual AKD1000’s', () => {
  it.each(cases)('%s', async (folder) => {
    const { hardware, input_scaling, input_is_image } = goldenJson(`${folder}/case.json`) as Case;
    const graph = await readGoldenKeras(`${folder}/quantized.h5`);
    const found = errors(
      checkModel(graph, {
        inputIsImage: input_is_image,
        ...(input_scaling ? { inputScaling: input_scaling } : {}),
      }),
    );
    expect(found.map((d) => d.level).filter((level) => level !== 'hardware')).toEqual([]);
    expect(found.length === 0, JSON.stringify(found)).toBe(hardware.ok);
    if (hardware.message) {
      const vendor = vendorRules(
        hardware.message,
        graph.layers.map((layer) => layer.name),
      );
      const where = found.filter((d) => d.code === vendor.rule).map((d) => d.where.layer ?? '');
      expect(where.some((layer) => vendor.layers.includes(layer))).toBe(true);
    }
    // The converted file must get the same verdict as the Keras model.
    const converted = checkAkidaModel(readGoldenFbz(`${folder}/model.fbz`));
    const codes = (list: readonly RuleDiagnostic[]): readonly string[] =>
      list.map((d) => `${d.code} ${d.where.layer ?? ''}`);
    expect(codes(converted)).toEqual(codes(found));
  });
});

function errors(found: readonly RuleDiagnostic[]): readonly RuleDiagnostic[] {
  return found.filter((d) => d.severity === 'error');
}

function errorsAt(
  found: readonly RuleDiagnostic[],
  level: RuleDiagnostic['level'],
): readonly RuleDiagnostic[] {
  return errors(found).filter((d) => d.level === level);
}

function quantizedOrNull(graph: ModelGraph): ModelGraph | null {
  try {
    return quantizeModel(graph, { weightBits: 4, activationBits: 4, inputWeightBits: 8 });
  } catch (error) {
    if (isStudioError(error)) return null;
    throw error;
  }
}
