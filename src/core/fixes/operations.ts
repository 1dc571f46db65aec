import type { LayerNode } from '../ir/graph.ts';
import { isJsonObject, type Json, type JsonObject } from '../ir/json.ts';

/** What an operation that Keras keeps as a layer computes: scale * x + offset, or min(max(x, 0), most). */
export type Operation =
  | { readonly kind: 'affine'; readonly scale: number; readonly offset: number }
  | { readonly kind: 'clip'; readonly most: number | null };

/** (x - mean) * scale for each channel, with scale = 1 / max(sqrt(variance), 1e-7). */
export interface Normalization {
  readonly mean: readonly number[];
  readonly variance: readonly number[];
  readonly scale: readonly number[];
}

/** Where an operation reads a tensor, not a constant. */
const TENSOR = Symbol('tensor');
type Operand = number | typeof TENSOR | null;

/**
 * An operation on one tensor and at most one number: TFOpLambda of Keras 2, an operation of `keras.ops` in Keras 3.
 * @returns null for anything else
 * @source keras 2.10 layers/core/tf_op_layer.py; keras 3 ops/numpy.py
 */
export function operationOf({ className, serialized }: LayerNode): Operation | null {
  const { function: name, inbound_nodes: call } = serialized;
  const isKeras3 = className.startsWith('keras.ops.');
  if (!isKeras3 && (className !== 'TFOpLambda' || typeof name !== 'string')) return null;
  const full = isKeras3 ? className : (name as string);
  const kind = full.slice(full.lastIndexOf('.') + 1).toLowerCase();
  const { operands, named } = callOf(call);
  const [a = null, b = null] = operands;
  if (a === TENSOR && typeof b === 'number') return withConstant(kind, b);
  if (typeof a === 'number' && b === TENSOR) return beforeTensor(kind, a);
  if (a !== TENSOR || operands.length !== 1) return null;
  if (kind === 'relu' || kind === 'relu6') {
    return { kind: 'clip', most: kind === 'relu6' ? 6 : null };
  }
  if (kind === 'negative') return affine(-1, 0);
  if (kind === 'cast' && named['dtype'] === 'float32') return affine(1, 0);
  const { clip_value_min: least, clip_value_max: most } = named;
  if (kind !== 'clip_by_value' || least !== 0 || typeof most !== 'number') return null;
  return most > 0 ? { kind: 'clip', most } : null;
}

function affine(scale: number, offset: number): Operation {
  return { kind: 'affine', scale, offset };
}

function withConstant(kind: string, value: number): Operation | null {
  if (kind === 'add') return affine(1, value);
  if (kind === 'subtract') return affine(1, -value);
  if (kind === 'multiply') return affine(value, 0);
  if (['truediv', 'divide', 'truedivide'].includes(kind) && value !== 0)
    return affine(1 / value, 0);
  return kind === 'maximum' && value === 0 ? { kind: 'clip', most: null } : null;
}

function beforeTensor(kind: string, value: number): Operation | null {
  if (kind === 'subtract') return affine(-1, value);
  const isEither = kind === 'add' || kind === 'multiply' || kind === 'maximum';
  return isEither ? withConstant(kind, value) : null;
}

/** Keras 2 writes ["layer", node, tensor, {"y": ...}], or "_CONSTANT_VALUE", -1 and the number; Keras 3 {"args": [...], "kwargs": {...}}. */
function callOf(call: Json | undefined): {
  readonly operands: readonly Operand[];
  readonly named: JsonObject;
} {
  if (isJsonObject(call)) {
    const args = Array.isArray(call['args']) ? (call['args'] as readonly Json[]) : [];
    return { operands: args.map(operandOf), named: {} };
  }
  const [layer, , value, kwargs] = (Array.isArray(call) ? call : []) as readonly Json[];
  const named = isJsonObject(kwargs) ? kwargs : {};
  const first: Operand = layer === '_CONSTANT_VALUE' ? operandOf(value ?? null) : TENSOR;
  const isUnary = named['y'] === undefined;
  return { operands: isUnary ? [first] : [first, operandOf(named['y'] ?? null)], named };
}

function operandOf(value: Json): Operand {
  if (typeof value === 'number') return value;
  const isKeras2 = Array.isArray(value) && typeof value[0] === 'string';
  const isKeras3 = isJsonObject(value) && value['class_name'] === '__keras_tensor__';
  return isKeras2 || isKeras3 ? TENSOR : null;
}

/** The numbers of a Normalization on the last axis, given or adapted; null for other layers, and where it goes backwards. */
export function normalizationOf(node: LayerNode): Normalization | null {
  const { axis, invert } = node.serialized;
  if (node.className !== 'Normalization' || invert === true) return null;
  const axes = (Array.isArray(axis) ? axis : [axis ?? -1]) as readonly Json[];
  // Without axes there is one mean for all values.
  if (axis !== null && axes.some((entry) => entry !== -1 && entry !== 3)) return null;
  const mean = numbers(node, 'mean');
  const variance = numbers(node, 'variance');
  if (!mean || !variance) return null;
  const channels = Math.max(mean.length, variance.length);
  const each = (list: readonly number[], c: number): number => list[c % list.length] ?? 0;
  const scale = Array.from(
    { length: channels },
    (_, c) => 1 / Math.max(Math.sqrt(each(variance, c)), 1e-7),
  );
  return { mean, variance, scale };
}

function numbers(node: LayerNode, name: 'mean' | 'variance'): readonly number[] | null {
  const stored = node.weights[name]?.data;
  if (stored) return [...stored];
  const given = node.serialized[name];
  const list = (Array.isArray(given) ? given.flat(Infinity) : [given]) as readonly unknown[];
  const isList = list.length > 0 && list.every((value) => typeof value === 'number');
  return isList ? list : null;
}
