import type { Diagnostic } from '../errors/diagnostic.ts';
import { fail } from '../errors/diagnostic.ts';
import { layerNamed, type ModelGraph } from '../ir/graph.ts';
import { verifyGraph } from '../analysis/verify.ts';
import type { FixReference } from '../rules/ruleDiagnostic.ts';
import { activationToReLU } from './activationToReLU.ts';
import { averageToGlobal } from './averageToGlobal.ts';
import { averageToMax } from './averageToMax.ts';
import { averageToStride } from './averageToStride.ts';
import type { Fix, FixPlan } from './define.ts';
import { denseToConv } from './denseToConv.ts';
import { depthwiseToConv } from './depthwiseToConv.ts';
import { dropHeadBias } from './dropHeadBias.ts';
import { dropLinearActivation } from './dropLinearActivation.ts';
import { dropNoise } from './dropNoise.ts';
import { dropSameSize } from './dropSameSize.ts';
import { dropTrailingSoftmax } from './dropTrailingSoftmax.ts';
import { flipRescaling } from './flipRescaling.ts';
import { foldBatchNormForward } from './foldBatchNormForward.ts';
import { growMap } from './growMap.ts';
import { identityBehindPool } from './identityBehindPool.ts';
import { insertReLU } from './insertReLU.ts';
import { keepMainBranch } from './keepMainBranch.ts';
import { joinDepthwise } from './joinDepthwise.ts';
import { joinGroups } from './joinGroups.ts';
import { joinReLUs } from './joinReLUs.ts';
import { joinRescalings } from './joinRescalings.ts';
import { matchPoolPadding } from './matchPoolPadding.ts';
import { mergeBatchNorms } from './mergeBatchNorms.ts';
import { moveAverageBeforeActivation } from './moveAverageBeforeActivation.ts';
import { moveBatchNormBeforeActivation } from './moveBatchNormBeforeActivation.ts';
import { moveFlatten } from './moveFlatten.ts';
import { narrowInputBits } from './narrowInputBits.ts';
import { oddKernel } from './oddKernel.ts';
import { operationToLayer } from './operationToLayer.ts';
import { plainReLU } from './plainReLU.ts';
import { replaceActivation } from './replaceActivation.ts';
import { pointwiseToSeparable } from './pointwiseToSeparable.ts';
import { reshapeToFlatten } from './reshapeToFlatten.ts';
import { samePadding } from './samePadding.ts';
import { separableToConv } from './separableToConv.ts';
import { splitInlineActivation } from './splitInlineActivation.ts';
import { shapeInput } from './shapeInput.ts';
import { splitInputConvolution } from './splitInputConvolution.ts';
import { spreadDilation } from './spreadDilation.ts';
import { supportedBits } from './supportedBits.ts';
import { swapActivationAndMaxPooling } from './swapActivationAndMaxPooling.ts';
import { zeroPaddingToSame } from './zeroPaddingToSame.ts';

/** Every fix, the better one for a rule first. A fix is one file and one line here. */
export const fixes: readonly Fix[] = [
  splitInlineActivation,
  dropTrailingSoftmax,
  activationToReLU,
  dropLinearActivation,
  plainReLU,
  dropNoise,
  dropSameSize,
  operationToLayer,
  joinRescalings,
  flipRescaling,
  keepMainBranch,
  joinDepthwise,
  depthwiseToConv,
  zeroPaddingToSame,
  averageToGlobal,
  averageToMax,
  averageToStride,
  replaceActivation,
  joinReLUs,
  identityBehindPool,
  insertReLU,
  swapActivationAndMaxPooling,
  moveAverageBeforeActivation,
  matchPoolPadding,
  foldBatchNormForward,
  mergeBatchNorms,
  moveBatchNormBeforeActivation,
  denseToConv,
  moveFlatten,
  shapeInput,
  reshapeToFlatten,
  samePadding,
  growMap,
  oddKernel,
  splitInputConvolution,
  spreadDilation,
  joinGroups,
  separableToConv,
  pointwiseToSeparable,
  supportedBits,
  narrowInputBits,
  dropHeadBias,
];

/** Whether a fix changes bits: see `Fix.setsBits`. */
export function setsBits(pass: string): boolean {
  return fixes.some((fix) => fix.id === pass && fix.setsBits === true);
}

/** A fix that can be done to a layer, with what it would do. */
export interface PlannedFix extends FixReference {
  readonly describe: string;
  readonly apply: () => ModelGraph;
}

/**
 * Every fix that answers a violation of `checkModel`: exact ones first, else in the order of preference.
 * Empty where nothing can be done by rewriting the graph.
 */
export function fixesFor(graph: ModelGraph, violation: Diagnostic): readonly PlannedFix[] {
  const node = graph.layers.find(({ name }) => name === violation.where.layer);
  const rule = violation.code.replace(/^rule\//, '');
  if (!node) return [];
  const planned = fixes
    .filter((fix) => fix.rules.includes(rule))
    .flatMap((fix): readonly PlannedFix[] => {
      const plan = fix.plan(graph, node);
      return plan ? [{ pass: fix.id, layer: node.name, ...plan }] : [];
    });
  return [...planned.filter((fix) => fix.exact), ...planned.filter((fix) => !fix.exact)];
}

/** The best fix for a violation, as it stands in a diagnostic; undefined without one. Found once a graph, rule and layer. */
export function fixReferenceFor(
  graph: ModelGraph,
  violation: Diagnostic,
): FixReference | undefined {
  const found = known.get(graph) ?? new Map<string, FixReference | undefined>();
  known.set(graph, found);
  const key = `${violation.code} ${violation.where.layer ?? ''}`;
  if (!found.has(key)) {
    const [best] = fixesFor(graph, violation);
    found.set(key, best && { pass: best.pass, layer: best.layer, exact: best.exact });
  }
  return found.get(key);
}

const known = new WeakMap<ModelGraph, Map<string, FixReference | undefined>>();

/**
 * What a fix would do: whether it is exact, and what changes, in words.
 * @throws StudioError graph/unknown-layer-name, fix/unknown, fix/not-applicable
 */
export function planFix(graph: ModelGraph, wanted: Pick<FixReference, 'pass' | 'layer'>): FixPlan {
  const node = layerNamed(graph, wanted.layer);
  const fix = fixes.find(({ id }) => id === wanted.pass);
  if (!fix)
    fail(
      'fix/unknown',
      { layer: wanted.layer },
      wanted.pass,
      fixes.map(({ id }) => id),
    );
  const plan = fix.plan(graph, node);
  if (!plan) fail('fix/not-applicable', { layer: wanted.layer }, wanted.pass, node.className);
  return plan;
}

/**
 * Performs one fix.
 * @returns a new graph; the layers that stay keep their names
 * @throws StudioError graph/unknown-layer-name, fix/unknown, fix/not-applicable
 * @example applyFix(graph, { pass: 'split-inline-activation', layer: 'conv2d_1' })
 */
export function applyFix(
  graph: ModelGraph,
  wanted: Pick<FixReference, 'pass' | 'layer'>,
): ModelGraph {
  const fixed = planFix(graph, wanted).apply();
  verifyGraph(fixed, wanted.pass);
  return fixed;
}
