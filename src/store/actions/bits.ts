import type { ChipKind } from '../../core/layers/define.ts';
import type { LayerQuantization } from '../../core/quantize/quantizeModel.ts';
import { targetOf, targets, type TargetChoice } from '../../core/targets/index.ts';
import type { BitWidths } from '../../project/plan.ts';
import type { LayerView } from '../../project/views/graphView.ts';
import { studioStore, type StudioState } from '../studioStore.ts';
import { changePlan } from './plan.ts';

/**
 * Gives one layer settings of its own; what equals the model's settings is left out.
 * On a model quantized in its file, the bits of all other layers stay as the file has them.
 */
export function overrideLayer(layer: LayerView, wanted: LayerQuantization): void {
  const { derived } = studioStore.getState();
  changePlan(`Bits of ${layer.name}`, (plan) => {
    const { settings } = plan;
    const bits = settings.bits ?? derived?.bits ?? null;
    if (!bits || !derived) return plan;
    const layers = derived.graph.layers;
    const before = settings.bits ? settings.layers : bitsAsFound(layers, bits);
    const others = Object.entries(before).filter(([name]) => name !== layer.name);
    const { bits: own, ...rest } = wanted;
    const differs = own !== undefined && own !== generalBits(layers, layer, bits);
    const kept: LayerQuantization = differs ? { bits: own, ...rest } : rest;
    const entry: typeof others = Object.keys(kept).length > 0 ? [[layer.name, kept]] : [];
    return {
      ...plan,
      settings: { ...settings, bits, layers: Object.fromEntries([...others, ...entry]) },
    };
  });
}

/** Removes the layers' own settings, as one step of undo. */
export function resetLayers(names: readonly string[]): void {
  changePlan(`Bits of ${names.join(', ')} as the model`, (plan) => {
    const kept = Object.entries(plan.settings.layers).filter(([name]) => !names.includes(name));
    return { ...plan, settings: { ...plan.settings, layers: Object.fromEntries(kept) } };
  });
}

/** The bits that the model's settings give a layer. */
export function generalBits(
  layers: readonly LayerView[],
  layer: LayerView,
  bits: BitWidths,
): number {
  if (layer.role !== 'neural') return bits.activationBits;
  const isFirst = layers.find(({ role }) => role === 'neural')?.name === layer.name;
  return isFirst ? bits.inputWeightBits : bits.weightBits;
}

function bitsAsFound(
  layers: readonly LayerView[],
  bits: BitWidths,
): Readonly<Record<string, LayerQuantization>> {
  const different = layers.flatMap((layer) => {
    const own = layer.weightBits ?? layer.activationBits;
    return own === null || own === generalBits(layers, layer, bits)
      ? []
      : [[layer.name, { bits: own }] as const];
  });
  return Object.fromEntries(different);
}

/** Bits that are chosen while the model is still in float, because errors stand in the way; null where what is chosen holds. */
export function waitingBits({
  plan,
  derived,
}: Pick<StudioState, 'plan' | 'derived'>): BitWidths | null {
  if (!derived || derived.bits !== null) return null;
  const isRefused = derived.diagnostics.some(({ severity }) => severity === 'error');
  return isRefused ? plan.settings.bits : null;
}

/** The bits of the model, with how many layers have others, wherever they are said in a few words; null while it is in float. */
export function bitsText({ derived, plan }: Pick<StudioState, 'plan' | 'derived'>): string | null {
  if (!derived?.bits) return null;
  const own = Object.keys(plan.settings.layers).length;
  const text = formatBits(derived.bits);
  return own === 0 ? text : `${text}, ${own} differ${own === 1 ? 's' : ''}`;
}

/** Bit widths as `8/4/4`. */
export function formatBits(bits: BitWidths): string {
  return `${bits.inputWeightBits}/${bits.weightBits}/${bits.activationBits}`;
}

/** What each of the three bit widths may be. */
export type BitChoices = Readonly<Record<keyof BitWidths, readonly number[]>>;

const PIXELS: readonly ChipKind[] = ['InputConvolutional'];
const SPIKES: readonly ChipKind[] = ['Convolutional', 'SeparableConvolutional', 'FullyConnected'];

/** The bits to choose from for a chip; without one, those that any of them takes. What a single layer cannot have shows as a problem. */
export function bitChoices(hardware: TargetChoice): BitChoices {
  const chip = targetOf(hardware);
  const chips = chip ? [chip] : Object.values(targets);
  const taken = (kinds: readonly ChipKind[], limit: 'weightBits' | 'activationBits') => {
    const bits = chips.flatMap(({ layers, generation }) =>
      kinds
        .flatMap((kind) => layers[kind][limit]?.value ?? [])
        // The input unit takes 3 bits too, say, but no file can hold them.
        .filter((size) => generation[limit].includes(size)),
    );
    return [...new Set(bits)].sort((a, b) => a - b);
  };
  return {
    inputWeightBits: taken(PIXELS, 'weightBits'),
    weightBits: taken(SPIKES, 'weightBits'),
    activationBits: taken([...PIXELS, ...SPIKES], 'activationBits'),
  };
}

/** The bits to choose from for one layer. */
export function layerBitChoices(
  { role }: Pick<LayerView, 'role'>,
  isFirst: boolean,
  { inputWeightBits, weightBits, activationBits }: BitChoices,
): readonly number[] {
  if (role !== 'neural') return activationBits;
  return isFirst ? inputWeightBits : weightBits;
}
