import { describe, expect, it } from 'vitest';
import { moduleOfTrainingFolder } from '../../../scripts/buildTrainingFolder.mjs';
import { isStudioError } from '../errors/diagnostic.ts';
import { readModel } from '../keras/readModel.ts';
import { quantizeModel } from '../quantize/quantizeModel.ts';
import { readGoldenKeras } from '../testing/goldenModels.ts';
import { folderFiles } from './folder.generated.ts';
import { trainingFolder, type TrainingFolderOptions } from './trainingFolder.ts';

const QUANTIZED = 'mnist/mnist_qat_iq8_wq4_aq4.h5';

async function textsOf(model: string, options?: TrainingFolderOptions) {
  const files = await trainingFolder(await readGoldenKeras(model), options);
  return new Map(files.map(({ name, bytes }) => [name, new TextDecoder().decode(bytes)]));
}

async function textOf(name: string, model = QUANTIZED, options?: TrainingFolderOptions) {
  return (await textsOf(model, options)).get(name) ?? '';
}

async function codesOf(run: Promise<unknown>): Promise<readonly string[]> {
  try {
    await run;
    return [];
  } catch (error) {
    if (isStudioError(error)) return error.diagnostics.map(({ code }) => code);
    throw error;
  }
}

it('the generated module is what the files give', () => {
  const module = moduleOfTrainingFolder();
  for (const [name, text] of Object.entries(folderFiles)) {
    expect(module).toContain(`  ${JSON.stringify(name)}: ${JSON.stringify(text)},\n`);
  }
  expect(module.split('\n').filter((line) => line.startsWith('  "'))).toHaveLength(
    Object.keys(folderFiles).length,
  );
});

it('holds the model, the program, its requirements and a README', async () => {
  expect([...(await textsOf(QUANTIZED)).keys()].sort()).toEqual([
    'README.md',
    'backup.py',
    'cluster.py',
    'data.py',
    'model.h5',
    'requirements.txt',
    'train.py',
    'training.py',
  ]);
});

it('the model is the one that was given', async () => {
  const graph = await readGoldenKeras(QUANTIZED);
  const [model] = await trainingFolder(graph);
  const loaded = await readModel(model ? [model] : []);
  if (loaded.kind !== 'keras') throw new Error('expected a Keras model');
  const summary = ({ layers }: typeof graph) => layers.map(({ name, weights }) => [name, weights]);
  expect(summary(loaded.graph)).toEqual(summary(graph));
});

describe('train.py', () => {
  it('connects the workers before cnn2snn uses TensorFlow', async () => {
    const text = await textOf('train.py');
    const strategy = text.indexOf('tf.distribute.MultiWorkerMirroredStrategy()');
    expect(strategy).toBeGreaterThan(0);
    expect(text.indexOf('import cnn2snn')).toBeGreaterThan(strategy);
    // What it imports at its head must not import it either.
    for (const part of ['cluster.py', 'backup.py'])
      expect(await textOf(part)).not.toMatch(/import (cnn2snn|tensorflow)/);
  });

  it('imports only what is in the folder, the requirements or Python', async () => {
    const texts = await textsOf(QUANTIZED);
    const known =
      /^(argparse|glob|hashlib|json|os|re|shutil|sys|tempfile|zlib|numpy|tensorflow|cnn2snn)$/;
    for (const [name, text] of texts) {
      if (!name.endsWith('.py')) continue;
      for (const [, imported = ''] of text.matchAll(/^\s*(?:import|from) (\w+)/gm)) {
        expect(known.test(imported) || texts.has(`${imported}.py`), `${name}: ${imported}`).toBe(
          true,
        );
      }
    }
  });
});

describe('pixels', () => {
  it.each([
    ['a Rescaling layer takes them as they are', QUANTIZED, {}, '1.0', '0.0', '255'],
    [
      'an input scaling',
      'named/vgg_cifar_signed_scaling/quantized.h5',
      { inputScaling: [128, 128] },
      '128.0',
      '128.0',
      '255',
    ],
    [
      'a scaling that is no whole number',
      'named/vgg_cifar_signed_scaling/quantized.h5',
      { inputScaling: [127.5, 0] },
      '127.5',
      '0.0',
      '255',
    ],
    [
      'sparse inputs',
      'named/mlp_sparse_input/quantized.h5',
      { inputScaling: [15, 0], inputIsImage: false },
      '15.0',
      '0.0',
      '15',
    ],
  ] as const)('%s', async (_, model, options, scale, shift, largest) => {
    const text = await textOf('train.py', model, options);
    expect(text).toContain(`\nINPUT_SCALE = ${scale}\n`);
    expect(text).toContain(`\nINPUT_SHIFT = ${shift}\n`);
    expect(text).toContain(`\nLARGEST_PIXEL = ${largest}\n`);
  });
});

describe('README', () => {
  it('has the commands for one machine, for many, and for the way back', async () => {
    const text = await textOf('README.md');
    expect(text).toContain('env/bin/pip install -r requirements.txt');
    expect(text).toContain('\nenv/bin/python train.py --data train.npz --epochs 10\n');
    expect(text).toContain('export TF_CONFIG=');
    expect(text).toContain('\ncnn2snn convert -m trained.h5\n');
    expect(text).not.toContain('{{');
  });

  it('names every file', async () => {
    const texts = await textsOf(QUANTIZED);
    for (const name of texts.keys()) {
      if (name !== 'README.md') expect(texts.get('README.md')).toContain(`\`${name}\``);
    }
  });

  it('converts with the scaling that the model was trained with', async () => {
    const options = { inputScaling: [15, 0], inputIsImage: false } as const;
    const text = await textOf('README.md', 'named/mlp_sparse_input/quantized.h5', options);
    expect(text).toContain('cnn2snn convert -m trained.h5 -sc 15 -sh 0 --no-image-input\n');
    expect(text).toContain('whole numbers from 0 to 15');
    expect(text).toContain('`(pixel - 0) / 15`');
  });
});

it('every requirement has one version', async () => {
  const lines = (await textOf('requirements.txt')).split('\n').filter((line) => /^\w/.test(line));
  expect(lines.length).toBeGreaterThan(0);
  for (const line of lines) expect(line).toMatch(/^[\w-]+==\d+(\.\d+)+$/);
});

describe('refuses', () => {
  it('a float model', async () => {
    const graph = await readGoldenKeras('mnist/mnist_float.h5');
    expect(await codesOf(trainingFolder(graph))).toEqual(['scale/float-model']);
  });

  it('a quantizer that the toolkit lacks', async () => {
    const graph = quantizeModel(await readGoldenKeras('mnist/mnist_float.h5'), {
      weightBits: 4,
      activationBits: 4,
      layers: { conv_1: { bits: 1 } },
    });
    expect(await codesOf(trainingFolder(graph))).toContain('scale/unknown-quantizer');
  });

  it('a model that is quantized in part, or scaled twice', async () => {
    const part = quantizeModel(await readGoldenKeras('mnist/mnist_float.h5'), {
      weightBits: 4,
      activationBits: 0,
    });
    expect(await codesOf(trainingFolder(part))).toContain('rule/quantization-missing');
    const twice = trainingFolder(await readGoldenKeras(QUANTIZED), { inputScaling: [255, 0] });
    expect(await codesOf(twice)).toEqual(['rule/input-scaling']);
  });
});
