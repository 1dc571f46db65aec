import { fail, isStudioError } from '../core/errors/diagnostic.ts';
import { isJsonObject, type JsonObject } from '../core/ir/json.ts';
import { parseChip } from '../core/map/readChip.ts';
import { initialPlan, type Plan } from './plan.ts';

/**
 * Checks that a value from a file or from the browser's storage is a plan, so that nothing behind it has to.
 * @throws StudioError studio/damaged-session
 */
export function parsePlan(value: unknown): Plan {
  const plan = object(value, 'plan');
  if (!Array.isArray(plan['edits'])) refuse('plan.edits');
  plan['edits'].forEach((edit: unknown, i) => {
    checkEdit(edit, `plan.edits[${i}]`);
  });
  checkSettings(object(plan['settings'], 'plan.settings'));
  return value as Plan;
}

function checkEdit(value: unknown, at: string): void {
  const edit = object(value, at);
  switch (edit['kind']) {
    case 'safeFixes':
      return;
    case 'trained':
      text(edit['id'], `${at}.id`);
      if (edit['data'] !== undefined) checkTrainedData(edit['data'], `${at}.data`);
      return;
    case 'fix':
      checkStep(edit, at);
      return;
    case 'fixes':
      if (!Array.isArray(edit['steps'])) refuse(`${at}.steps`);
      edit['steps'].forEach((step: unknown, i) => {
        checkStep(object(step, `${at}.steps[${i}]`), `${at}.steps[${i}]`);
      });
      return;
    default:
      refuse(`${at}.kind`);
  }
}

function checkStep(step: JsonObject, at: string): void {
  oneOf(step['on'], ['model', 'quantized'], `${at}.on`);
  text(step['pass'], `${at}.pass`);
  text(step['layer'], `${at}.layer`);
}

function checkTrainedData(value: unknown, at: string): void {
  const { name, count, division } = object(value, at);
  text(name, `${at}.name`);
  number(count, `${at}.count`);
  if (division === null) return;
  const parts = object(division, `${at}.division`);
  for (const key of ['validation', 'test', 'seed']) number(parts[key], `${at}.division.${key}`);
}

function checkSettings(settings: JsonObject): void {
  const at = 'plan.settings';
  for (const key of Object.keys(initialPlan.settings)) {
    if (!(key in settings)) refuse(`${at}.${key}`);
  }
  const { bits = null, layers, quantizer, inputScaling = null } = settings;
  if (bits !== null) {
    const widths = object(bits, `${at}.bits`);
    for (const key of ['inputWeightBits', 'weightBits', 'activationBits']) {
      number(widths[key], `${at}.bits.${key}`);
    }
  }
  for (const [name, own] of Object.entries(object(layers, `${at}.layers`))) {
    const place = `${at}.layers.${name}`;
    const layer = object(own, place);
    if (layer['bits'] !== undefined) number(layer['bits'], `${place}.bits`);
    if (layer['threshold'] !== undefined) number(layer['threshold'], `${place}.threshold`);
    if (layer['quantizer'] !== undefined) text(layer['quantizer'], `${place}.quantizer`);
  }
  if (quantizer !== null) text(quantizer, `${at}.quantizer`);
  if (inputScaling !== null) {
    const { scale, shift } = object(inputScaling, `${at}.inputScaling`);
    number(scale, `${at}.inputScaling.scale`);
    number(shift, `${at}.inputScaling.shift`);
  }
  if (typeof settings['foldBatchNorm'] !== 'boolean') refuse(`${at}.foldBatchNorm`);
  oneOf(settings['inputKind'], ['image', 'sparse'], `${at}.inputKind`);
  checkHardware(settings['hardware'], `${at}.hardware`);
}

function checkHardware(value: unknown, at: string): void {
  if (value === 'none') return;
  try {
    parseChip(value);
  } catch (error) {
    if (!isStudioError(error)) throw error;
    refuse(at);
  }
}

function object(value: unknown, at: string): JsonObject {
  return isJsonObject(value) ? value : refuse(at);
}

function text(value: unknown, at: string): void {
  if (typeof value !== 'string') refuse(at);
}

function number(value: unknown, at: string): void {
  if (typeof value !== 'number' || !Number.isFinite(value)) refuse(at);
}

function oneOf(value: unknown, allowed: readonly string[], at: string): void {
  if (!allowed.some((name) => name === value)) refuse(at);
}

function refuse(at: string): never {
  fail('studio/damaged-session', { path: at }, at);
}
