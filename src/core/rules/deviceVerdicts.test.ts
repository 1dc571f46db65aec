import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isStudioError } from '../errors/diagnostic.ts';
import type { ModelGraph } from '../ir/graph.ts';
import { quantizeLayer, quantizeModel } from '../quantize/quantizeModel.ts';
import { buildChain, type LayerSpec } from '../testing/buildChain.ts';
import { checkModel, type CheckOptions } from '../check/checkModel.ts';
import type { RuleDiagnostic } from './ruleDiagnostic.ts';
import { vendorRules } from '../testing/vendorRules.ts';

/** One model of fixtures/deviceVerdicts.json and what the toolkit and the virtual AKD1000 said to it, first message per stage. */
interface Case {
  readonly input: readonly (number | null)[];
  readonly layers: readonly LayerSpec[];
  readonly image?: boolean;
  readonly scaling?: readonly [number, number];
  /** Bits of weights, activations and first weights; default [4, 4, 8]. */
  readonly bits?: readonly [number, number, number];
  readonly per_layer?: Readonly<Record<string, number>>;
  readonly fold?: boolean;
  readonly quantizer?: string;
  readonly gamma?: Readonly<Record<string, number>>;
  /** Layers whose weights are zero; `name:i` is the i-th of them. */
  readonly zero?: readonly string[];
  readonly gain?: Readonly<Record<string, number>>;
  readonly bias?: Readonly<Record<string, number>>;
  readonly verdict: Readonly<Record<string, string>>;
}

/** Where our words differ from the toolkit's: the code we report (none: we accept), and why. */
const DIFFERENCES: Readonly<Record<string, { readonly code?: string; readonly reason: string }>> = {
  design_relu_slope: {
    code: 'rule/relu-only',
    reason: 'the toolkit drops the slope without a word',
  },
  design_relu_threshold: {
    code: 'rule/relu-only',
    reason: 'the toolkit finds the float ReLU at conversion only',
  },
  design_inline_relu_gap: {
    code: 'rule/inline-activation',
    reason: 'the toolkit does not see the activation inside the layer and asks for one',
  },
  sparse_shift: {
    code: 'rule/input-scaling',
    reason: 'the toolkit ignores a shift on sparse inputs: its integers no longer fit the model',
  },
  design_all0: {
    reason: 'a model that is all float is not quantized yet, which is a note and no error',
  },
  memory_conv_k3_wide: {
    reason:
      '2.3.6 cuts maps of many channels further than the rule of docs/reference/chips-mapping.md#processors-of-a-convolution says, and then has too few processors',
  },
  'thr_head_1e+08': {
    code: 'convert/threshold-overflow',
    reason: 'the toolkit lets the threshold wrap around in int32',
  },
  'thr_head_neg_1e+08': {
    code: 'convert/threshold-overflow',
    reason: 'the toolkit lets the threshold wrap around in int32',
  },
};

const cases = Object.entries(
  JSON.parse(
    readFileSync(new URL('./fixtures/deviceVerdicts.json', import.meta.url), 'utf8'),
  ) as Readonly<Record<string, Case>>,
);

describe('checkModel says what the toolkit and the virtual AKD1000 say', () => {
  it('has cases', () => {
    expect(cases.length).toBeGreaterThan(500);
    const names = new Set(cases.map(([name]) => name));
    expect(Object.keys(DIFFERENCES).filter((name) => !names.has(name))).toEqual([]);
  });

  it.each(cases)('%s', (name, entry) => {
    const found = errorsOf(entry);
    const codes = found.map((d) => `${d.code}@${d.where.layer ?? ''}`);
    const message = Object.values(entry.verdict)[0];
    const difference = DIFFERENCES[name];
    if (difference) {
      const others = found.map((d) => d.code);
      if (difference.code === undefined) expect(others).toEqual([]);
      else expect(others).toContain(difference.code);
      return;
    }
    expect({ refused: found.length > 0, message, codes }).toMatchObject({
      refused: message !== undefined,
    });
    if (message === undefined) return;
    const { rule, layers } = vendorRules(
      message,
      entry.layers.map(([, config]) => config['name'] as string),
    );
    const matching = found.filter((d) => d.code === rule).map((d) => d.where.layer);
    expect({ rule, message, codes, matches: matching.length > 0 }).toMatchObject({ matches: true });
    if (layers.length > 0) {
      expect({ layers, matching }).toSatisfy(() =>
        matching.some((layer) => layers.includes(layer ?? '')),
      );
    }
  });
});

/** Errors of the float model and of what quantization makes of it. */
function errorsOf(entry: Case): readonly RuleDiagnostic[] {
  const options: CheckOptions = {
    inputIsImage: entry.image ?? true,
    ...(entry.scaling ? { inputScaling: entry.scaling } : {}),
  };
  const graph = graphOf(entry);
  const float = checkModel(graph, options).filter((d) => d.severity === 'error');
  const quantized = quantizedOf(graph, entry);
  const later = quantized ? checkModel(quantized, options) : [];
  return [...float, ...later.filter((d) => d.severity === 'error')];
}

function quantizedOf(graph: ModelGraph, entry: Case): ModelGraph | null {
  const [weightBits, activationBits, inputWeightBits] = entry.bits ?? [4, 4, 8];
  try {
    const quantized = quantizeModel(graph, {
      weightBits,
      activationBits,
      inputWeightBits,
      foldBatchNorm: entry.fold ?? true,
      ...(entry.quantizer === undefined ? {} : { quantizer: entry.quantizer }),
    });
    return Object.entries(entry.per_layer ?? {}).reduce(
      (current, [layer, bits]) => quantizeLayer(current, layer, { bits }),
      quantized,
    );
  } catch (error) {
    if (isStudioError(error)) return null;
    throw error;
  }
}

function graphOf(entry: Case): ModelGraph {
  const graph = buildChain(entry.input as readonly number[], entry.layers);
  const layers = graph.layers.map((node) => {
    const names = Object.keys(node.weights);
    const changed = names.map((name, i) => {
      const found = node.weights[name];
      const isZero = entry.zero?.includes(node.name) ?? false;
      const isPart = entry.zero?.includes(`${node.name}:${i}`) ?? false;
      const gain = name.endsWith('kernel') ? (entry.gain?.[node.name] ?? 1) : 1;
      const plain: Readonly<Record<string, number>> = {
        beta: 0,
        moving_mean: 0,
        moving_variance: 1,
        bias: 0,
      };
      const given =
        name === 'gamma'
          ? (entry.gamma?.[node.name] ?? 1)
          : name === 'bias'
            ? (entry.bias?.[node.name] ?? 0)
            : plain[name];
      const data = found?.data.map((value) => (isZero || isPart ? 0 : (given ?? value * gain)));
      return [name, { ...found, data }];
    });
    return { ...node, weights: Object.fromEntries(changed) as typeof node.weights };
  });
  return { ...graph, layers };
}
