import { readFileSync } from 'node:fs';
import * as studio from '../../dist/core/index.js';
import { inTurns, processorTime } from './timing.mjs';

const MODELS = ['iq8_wq4_aq4', 'iq8_wq2_aq2', 'iq8_wq2_aq1', 'iq2_wq2_aq1'];
const ZEROS = [0.6, 0.7, 0.8, 0.9, 0.95, 0.97];
const IMAGES = 64;

/** Times each MNIST model behind its first layer on that layer's own spikes, thinned or filled up to a share of zeros. */
export async function sparsitySeries(bytesOf) {
  const rows = [];
  const idx = new URL('../../src/fixtures/mnist/t10k-images-idx3-ubyte.gz', import.meta.url);
  const { data } = studio.readIdx(new Uint8Array(readFileSync(idx)), 'images');
  const images = { data: data.slice(0, IMAGES * 784), shape: [IMAGES, 28, 28, 1] };
  for (const bits of MODELS) {
    const model = studio.readFbz(bytesOf(`mnist/mnist_qat_${bits}.fbz`), bits);
    const [first, ...rest] = model.layers;
    const { layers } = await studio.simulate(model, images, { layers: [first.name] });
    const { output, sparsity } = layers[0];
    const input = {
      kind: 'InputData',
      name: 'spikes',
      inputShape: output.shape.slice(1),
      inputBits: first.actBits,
      inputSigned: false,
    };
    const tail = { ...model, layers: [input, ...rest] };
    const auto = await studio.createSimulator(tail);
    const dense = await studio.createSimulator(tail, { engine: 'dense' });
    const row = { model: bits, 'own zeros': sparsity.toFixed(3) };
    const candidates = {};
    for (const zeros of ZEROS) {
      const spikes = withZeros(output, zeros, 2 ** first.actBits - 1);
      candidates[zeros] = (repeats) => processorTime(repeats, () => auto.run(spikes));
      if (zeros === ZEROS.at(-1)) {
        candidates.dense = (repeats) => processorTime(repeats, () => dense.run(spikes));
      }
    }
    const times = await inTurns(candidates, { rounds: 7, repeats: 4 });
    for (const zeros of ZEROS) row[`${zeros * 100} %`] = (times[zeros] / IMAGES).toFixed(4);
    row['dense, 97 %'] = (times.dense / IMAGES).toFixed(4);
    row['97 % / 60 %'] = (times[0.97] / times[0.6]).toFixed(2);
    rows.push(row);
  }
  return rows;
}

/** Spikes with a given share of zeros: random ones go out, or silent neurons fire at random. */
function withZeros({ data, shape }, zeros, largest) {
  const random = mulberry(1);
  const share = data.filter((value) => value === 0).length / data.length;
  const silence = Math.max(0, (zeros - share) / (1 - share));
  const wake = Math.max(0, (share - zeros) / share);
  const spikes = Uint8Array.from(data, (value) => {
    const draw = random();
    if (value !== 0) return draw < silence ? 0 : value;
    return draw < wake ? 1 + Math.floor(random() * largest) : 0;
  });
  return { data: spikes, shape };
}

/** A seeded generator of numbers in [0, 1), so that every run times the same spikes. */
function mulberry(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
