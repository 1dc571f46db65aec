import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { AkidaPooling } from '../akida/model.ts';
import type { ChipKind } from '../layers/define.ts';
import type { MappableLayer, MappingRuntime, ProcessorType } from '../map/mappable.ts';
import type { NamedLayer } from '../map/mapModel.ts';

/** What the vendor's virtual devices answered; `src/fixtures/mapping/pack.py` says how the rows are made. */

type Pool = 'max' | 'avg' | null;
// prettier-ignore
type LayerFacts = readonly [kind: ChipKind, first: number, second: number, channels: number, filters: number, kernel: number, stride: number, pool: Pool, poolSize: number | null, poolStride: number | null, weightBits: number, activationBits: number, inputBits: number];
type Runs = readonly (readonly [filters: number, times: number])[];
// prettier-ignore
type ProbeRow = readonly [runtime: MappingRuntime, layer: LayerFacts, count: number, type: ProcessorType, runs: Runs, singleBuffer: boolean, programBytes: number, inputBytes: number | null, weightBytes: number | null, second: readonly [number, number, number] | null];
type RefusalRow = readonly [runtime: MappingRuntime, layer: LayerFacts, says: string];
// prettier-ignore
type NetworkLayerRow = readonly [name: string, kind: ChipKind, first: number, second: number, channels: number, filters: number, kernel: number, pool: Pool, poolStride: number | null, weightBits: number, inputBits: number, activates: boolean, count: number, type: ProcessorType];
// prettier-ignore
type NetworkRow = readonly [name: string, runtime: MappingRuntime, device: 'AKD1000' | 'AKD1500', mode: 'Minimal' | 'AllNps' | null, passes: number | null, programBytes: number | null, problem: readonly [layer: string, needed: number, available: number] | null, layers: readonly NetworkLayerRow[]];

/** A single layer that a device mapped. */
export interface MappedProbe {
  readonly runtime: MappingRuntime;
  readonly layer: NamedLayer;
  /** A device maps no max pool without a convolution behind it; its program counts. */
  readonly layers: readonly NamedLayer[];
  readonly count: number;
  readonly type: ProcessorType;
  readonly filters: readonly number[];
  readonly singleBuffer: boolean;
  readonly programBytes: number;
  /** Null: not told. */
  readonly inputBytes: number | null;
  readonly weightBytes: number | null;
}

/** A single layer that a device refused. */
export interface RefusedProbe {
  readonly runtime: MappingRuntime;
  readonly facts: LayerFacts;
  readonly layer: NamedLayer;
  readonly says: string;
}

export function mappedProbes(): readonly MappedProbe[] {
  return (answers('probes') as readonly ProbeRow[]).map(
    // prettier-ignore
    ([runtime, facts, count, type, runs, singleBuffer, programBytes, inputBytes, weightBytes, second]) => {
      const layer = layerOf(facts);
      const filters = runs.flatMap(([own, times]) => Array<number>(times).fill(own));
      const layers = second ? [layer, behindPool(second, facts[11])] : [layer];
      return { runtime, layer, layers, count, type, filters, singleBuffer, programBytes, inputBytes, weightBytes };
    },
  );
}

export function refusedProbes(): readonly RefusedProbe[] {
  return (answers('refusals') as readonly RefusalRow[]).map(([runtime, facts, says]) => ({
    ...{ runtime, facts, says },
    layer: layerOf(facts),
  }));
}

/** Whole networks: name, runtime, device, mode, passes, program bytes, problem, layers. */
export function mappedNetworks(): readonly NetworkRow[] {
  return answers('models') as readonly NetworkRow[];
}

export function networkLayer(row: NetworkLayerRow): NamedLayer {
  // prettier-ignore
  const [name, kind, first, second, channels, filters, kernel, pool, poolStride, weightBits, inputBits, activates] = row;
  return {
    ...{ name, kind, filters, weightBits, inputBits, activates },
    input: [first, second, channels],
    kernelSize: [kernel, kernel],
    pooling: poolingOf(pool, poolStride, poolStride),
  };
}

function answers(name: string): unknown {
  const file = new URL(`../../fixtures/mapping/${name}.json.gz`, import.meta.url);
  return JSON.parse(gunzipSync(readFileSync(file)).toString());
}

function layerOf(facts: LayerFacts): NamedLayer {
  const [kind, first, second, channels, filters, kernel, , pool, size, stride] = facts;
  const [, , , , , , , , , , weightBits, , inputBits] = facts;
  return {
    ...{ name: 'l', kind, filters, weightBits, inputBits },
    input: [first, second, channels],
    kernelSize: [kernel, kernel],
    pooling: poolingOf(pool, size, stride),
  };
}

function behindPool(input: MappableLayer['input'], inputBits: number): NamedLayer {
  return {
    ...{ name: 'after', kind: 'Convolutional', filters: 4, weightBits: 4, inputBits, input },
    ...{ kernelSize: [3, 3], pooling: { type: 'none' } },
  };
}

function poolingOf(pool: Pool, size: number | null, stride: number | null): AkidaPooling {
  if (pool === 'avg') return { type: 'globalAverage' };
  if (pool === null) return { type: 'none' };
  const [own, step] = [size ?? 2, stride ?? 2];
  return { type: 'max', size: [own, own], strides: [step, step] };
}
