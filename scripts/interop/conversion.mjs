// For a set of golden models:
//   1. our quantized .h5 opens in cnn2snn, predicts the same, and converts there to what our own conversion gives;
//   2. our .fbz loads in the runtime and gives the integers of our simulator, layer by layer.
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as studio from '../../dist/core/index.js';
import { firstDifference, modelDifference, report } from './report.mjs';
import { oracle, read, WORK } from './toolkit.mjs';

const GOLDEN = resolve(process.env.CNN2SNN_GOLDEN ?? 'src/fixtures/golden');

/** Models with a float original, and the bits to quantize them to: weights / activations / first layer. */
const CASES = [
  {
    name: 'mnist',
    float: 'mnist/mnist_float.h5',
    bits: [4, 4, 8],
    inputs: 'named/quantizer_max/inputs.npy',
    resize: [28, 28, 1],
  },
  {
    name: 'mnist_levels',
    float: 'mnist/mnist_float.h5',
    bits: [4, 1, 8],
    inputs: 'named/quantizer_max/inputs.npy',
    resize: [28, 28, 1],
    fitLevels: true,
  },
  {
    name: 'akidanet_025_96',
    float: 'named/akidanet_025_96/float.h5',
    bits: [4, 4, 8],
    inputs: 'named/akidanet_025_96/inputs.npy',
  },
  {
    name: 'dscnn_kws',
    float: 'named/dscnn_kws/float.h5',
    bits: [4, 2, 8],
    inputs: 'named/dscnn_kws/inputs.npy',
    scaling: [255, 0],
  },
  {
    name: 'vgg_signed',
    float: 'named/vgg_cifar_signed_scaling/float.h5',
    bits: [4, 2, 8],
    inputs: 'named/vgg_cifar_signed_scaling/inputs.npy',
    scaling: [128, 128],
  },
  {
    name: 'mlp_sparse',
    float: 'named/mlp_sparse_input/float.h5',
    bits: [4, 4, 4],
    inputs: 'named/mlp_sparse_input/inputs.npy',
    scaling: [15, 0],
    sparse: true,
  },
  {
    name: 'sep_stride2_k5',
    float: 'shapes/sep_stride2_k5/float.h5',
    bits: [2, 1, 4],
    inputs: 'shapes/sep_stride2_k5/inputs.npy',
    scaling: [255, 0],
  },
  {
    name: 'conv_valid_mid',
    float: 'shapes/conv_valid_mid/float.h5',
    bits: [8, 4, 8],
    inputs: 'shapes/conv_valid_mid/inputs.npy',
    scaling: [255, 0],
  },
  {
    name: 'ends_with_gap',
    float: 'shapes/ends_with_gap/float.h5',
    bits: [4, 1, 2],
    inputs: 'shapes/ends_with_gap/inputs.npy',
    scaling: [255, 0],
  },
];

/** Keras sums in another order than we do: float32 outputs of a whole quantized network. */
const PREDICT_RELATIVE = 1e-4;
/** predict is one float32 division of equal integers. */
const LOGIT_RELATIVE = 1e-5;

function inputsOf({ inputs, resize }) {
  const all = studio.readNpy(read(join(GOLDEN, inputs)), inputs);
  if (!resize) return all;
  const [x, y, c] = resize;
  const count = 4;
  const data = new Uint8Array(count * x * y * c);
  for (let i = 0; i < data.length; i++) data[i] = all.data[i % all.data.length];
  return { shape: [count, x, y, c], data };
}

async function runCase(model) {
  const [weightBits, activationBits, inputWeightBits] = model.bits;
  const path = (suffix) => join(WORK, `${model.name}${suffix}`);
  const loaded = await studio.readModel([
    { name: model.float, bytes: read(join(GOLDEN, model.float)) },
  ]);
  const inputs = inputsOf(model);
  const bits = { weightBits, activationBits, inputWeightBits };
  const plain = studio.quantizeModel(loaded.graph, bits);
  const quantized = model.fitLevels ? (await studio.calibrateLevels(plain, inputs)).graph : plain;
  writeFileSync(path('.h5'), await studio.writeKerasH5(quantized));
  const options = {
    inputIsImage: !model.sparse,
    ...(model.scaling ? { inputScaling: model.scaling } : {}),
  };
  const ours = studio.convertModel(quantized, options);
  writeFileSync(path('.fbz'), studio.writeFbz(ours));
  writeFileSync(path('_inputs.npy'), studio.writeNpy(inputs));

  const scaling = model.scaling ? ['-sc', model.scaling[0], '-sh', model.scaling[1]] : [];
  oracle(
    'convert',
    path('.h5'),
    path('_theirs.fbz'),
    ...scaling,
    ...(model.sparse ? ['--sparse'] : []),
  );
  const theirs = studio.readFbz(read(path('_theirs.fbz')), 'theirs');
  report(
    `${model.name}: cnn2snn opens our .h5 and converts it to our .fbz`,
    modelDifference(ours, theirs),
  );

  oracle('run', path('.fbz'), path('_inputs.npy'), path('_layers.npz'));
  const runtime = studio.readNpz(read(path('_layers.npz')), 'layers');
  const result = await studio.simulate(ours, inputs, { layers: 'all' });
  for (const layer of result.layers) {
    const expected = runtime.get(layer.name);
    const difference = expected
      ? firstDifference(layer.output.data, expected.data)
      : 'the runtime has no such layer';
    report(`${model.name}: runtime integers of ${layer.name}`, difference);
  }
  const logits = runtime.get('predict');
  if (logits)
    report(
      `${model.name}: runtime predict`,
      firstDifference(result.predict.data, logits.data, LOGIT_RELATIVE),
    );

  const [scale, shift] = model.scaling ?? [1, 0];
  const kerasInputs = {
    shape: inputs.shape,
    data: Float32Array.from(inputs.data, (v) => (v - shift) / scale),
  };
  const vector = quantized.layers[0].config.batchInputShape?.length === 2;
  const shaped = vector
    ? { ...kerasInputs, shape: [inputs.shape[0], inputs.shape.at(-1)] }
    : kerasInputs;
  writeFileSync(path('_keras.npy'), studio.writeNpy(shaped));
  oracle('predict', path('.h5'), path('_keras.npy'), path('_predicted.npy'));
  const predicted = studio.readNpy(read(path('_predicted.npy')), 'predicted');
  const forward = await studio.runGraph(quantized, shaped);
  report(
    `${model.name}: Keras predicts as our forward pass`,
    firstDifference(forward.outputs[0].data, predicted.data, PREDICT_RELATIVE),
  );
}

/** Runs every case. */
export async function checkConversion() {
  for (const model of CASES) await runCase(model);
}
