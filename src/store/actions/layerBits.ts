import type { LayerQuantization } from '../../core/quantize/quantizeModel.ts';
import type { GraphView, LayerView } from '../../worker/graphView.ts';
import type { BitWidths, ConversionSettings } from '../../worker/plan.ts';
import { studioStore } from '../studioStore.ts';
import { changePlan } from './plan.ts';

/** Bits of a layer's weights or, for an activation, of its spikes; null for float. */
export function bitsOf({ role, weightBits, activationBits }: LayerView): number | null {
  return role === 'neural' ? weightBits : activationBits;
}

/** Bits that the model's settings give a layer that has none of its own. */
export function generalBits(graph: GraphView, layer: LayerView, bits: BitWidths): number {
  if (layer.role !== 'neural') return bits.activationBits;
  const first = graph.layers.find(({ role }) => role === 'neural');
  return first?.name === layer.name ? bits.inputWeightBits : bits.weightBits;
}

/**
 * Gives one layer its own bits, as one step of undo. A model that came quantized keeps the bits of all its other layers.
 * Nothing happens on a model in float: its bits are chosen as a whole first.
 */
export function changeLayerBits(layer: LayerView, bits: number): void {
  const { derived, plan } = studioStore.getState();
  const general = plan.settings.bits ?? derived?.bits;
  if (!derived || !general) return;
  changePlan(`${bits} bits for ${layer.name}`, (before) => {
    const { settings } = before;
    const own = settings.bits ? settings.layers : ownBits(derived.graph, general);
    const isGeneral = bits === generalBits(derived.graph, layer, general);
    const wanted: LayerQuantization = { ...own[layer.name], bits };
    const kept = Object.entries(wanted).filter(([setting]) => setting !== 'bits' || !isGeneral);
    const layers: Record<string, LayerQuantization> = { ...own };
    if (kept.length > 0) layers[layer.name] = Object.fromEntries(kept);
    else Reflect.deleteProperty(layers, layer.name);
    return { ...before, settings: { ...settings, bits: general, layers } };
  });
}

/** The layers of a quantized model whose bits are not the model's. */
function ownBits(graph: GraphView, general: BitWidths): ConversionSettings['layers'] {
  return Object.fromEntries(
    graph.layers.flatMap((layer) => {
      const bits = bitsOf(layer);
      return bits === null || bits === generalBits(graph, layer, general)
        ? []
        : [[layer.name, { bits }]];
    }),
  );
}
