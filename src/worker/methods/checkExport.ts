import type { AkidaLayer, AkidaModel } from '../../core/akida/model.ts';
import { geometryOf } from '../../core/akida/shapes.ts';
import { readFbz } from '../../core/fbz/readFbz.ts';
import { writeFbz } from '../../core/fbz/writeFbz.ts';
import { checkAkidaModel } from '../../core/rules/checkModel.ts';
import { hardwareRules } from '../../core/rules/hardware/index.ts';
import { rules } from '../../core/rules/index.ts';
import { targetOf } from '../../core/targets/index.ts';
import { convertedModel } from '../convertedModel.ts';
import type { ExportCheck, ExportedLayer } from '../exportReport.ts';
import type { Plan } from '../plan.ts';
import { defineMethod } from './define.ts';

/** Says what the .fbz will hold and checks it, the written bytes included. @throws StudioError studio/not-converted */
export const checkExport = defineMethod('checkExport', ({ plan }, { document }) => {
  const opened = document();
  const model = convertedModel(opened, plan, 'Export');
  const bytes = writeFbz(model);
  const written = readFbz(bytes, 'export.fbz');
  const geometry = geometryOf(model);
  const first = model.layers[0];
  return {
    version: written.version,
    inputShape: geometry[0]?.input ?? [0, 0, 0],
    inputKind: first?.kind === 'InputConvolutional' ? ('image' as const) : ('sparse' as const),
    fileBytes: bytes.length,
    layers: model.layers.map((layer, i): ExportedLayer => ({
      name: layer.name,
      kind: layer.kind,
      outputShape: geometry[i]?.output ?? [0, 0, 0],
      weightBits: layer.kind === 'InputData' ? null : layer.weightBits,
      activationBits: layer.kind !== 'InputData' && layer.activation ? layer.actBits : null,
      weights: weightArrays(layer).reduce((sum, { length }) => sum + length, 0),
    })),
    checks: [
      ...(opened.loaded.kind === 'keras' ? [rulesCheck()] : []),
      ...chipCheck(model, plan),
      rangeCheck(model),
      readBackCheck(model, written),
    ],
  };
});

/** A model that breaks a rule does not convert, so it does not come this far. */
function rulesCheck(): ExportCheck {
  return {
    id: 'rules',
    passes: true,
    title: 'Follows every rule of the conversion',
    detail: `${rules.length} rules, no violation.`,
  };
}

function chipCheck(model: AkidaModel, { settings: { hardware } }: Plan): readonly ExportCheck[] {
  const target = targetOf(hardware);
  if (!target) return [];
  const broken = checkAkidaModel(model, hardware).length;
  return [
    {
      id: 'chip',
      passes: broken === 0,
      title: broken === 0 ? `Fits ${target.name}` : `Does not fit ${target.name}`,
      detail:
        broken === 0
          ? `${hardwareRules.length} limits held against every layer.`
          : `${broken} ${broken === 1 ? 'limit is' : 'limits are'} not met: the file loads and simulates, but does not map to this chip.`,
    },
  ];
}

function rangeCheck(model: AkidaModel): ExportCheck {
  let outside = 0;
  for (const layer of model.layers) {
    if (layer.kind === 'InputData') continue;
    // 1 bit is {0, 1}; more bits are symmetric around 0. @source docs/reference/fbz-format.md#element-types
    const max = layer.weightBits === 1 ? 1 : 2 ** (layer.weightBits - 1) - 1;
    const min = layer.weightBits === 1 ? 0 : -max - 1;
    for (const array of weightArrays(layer)) {
      for (const weight of array) if (weight < min || weight > max) outside++;
    }
  }
  return {
    id: 'range',
    passes: outside === 0,
    title: outside === 0 ? 'Every weight lies in its bits' : 'Weights lie outside their bits',
    detail: outside === 0 ? 'Checked one by one.' : `${outside} weights.`,
  };
}

/** The version may differ: an opened file can be of a later runtime. */
function readBackCheck(model: AkidaModel, written: AkidaModel): ExportCheck {
  const isEqual = isSame(written.layers, model.layers);
  return {
    id: 'readBack',
    passes: isEqual,
    title: isEqual ? 'Reads back equal' : 'Reads back different',
    detail: 'The written file was read again and compared value by value.',
  };
}

function weightArrays(layer: AkidaLayer): readonly Int8Array[] {
  if (layer.kind === 'InputData') return [];
  return layer.kind === 'SeparableConvolutional'
    ? [layer.weights, layer.weightsPw]
    : [layer.weights];
}

/** Equality of plain data with typed arrays. */
function isSame(a: unknown, b: unknown): boolean {
  if (ArrayBuffer.isView(a) && ArrayBuffer.isView(b)) {
    const [x, y] = [a as Int8Array, b as Int8Array];
    return x.length === y.length && x.every((value, i) => Object.is(value, y[i]));
  }
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) {
    return Object.is(a, b);
  }
  const entries = Object.entries(a);
  return (
    entries.length === Object.keys(b).length &&
    entries.every(([key, value]) => isSame(value, (b as Record<string, unknown>)[key]))
  );
}
