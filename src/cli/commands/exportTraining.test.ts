import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readModel } from '../../core/keras/readModel.ts';
import { runCli, workplace } from '../testing/runCli.ts';

const MODEL = 'mnist/mnist_qat_iq8_wq4_aq4.h5';
const FILES = [
  'README.md',
  'backup.py',
  'cluster.py',
  'data.py',
  'model.h5',
  'requirements.txt',
  'train.py',
  'training.py',
];

it('exportTraining: writes MODEL_training beside the model, and tells what each file is', async () => {
  const at = workplace();
  const model = at.copy(MODEL, 'm.h5');
  const { code, out, err } = await runCli(['export-training', '-m', model]);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(at.files()).toEqual(['m.h5', 'm_training']);
  expect(readdirSync(at.path('m_training')).sort()).toEqual(FILES);
  expect(out).toContain(`Wrote ${FILES.length} files to ${at.path('m_training')}`);
  for (const name of FILES) expect(out).toMatch(new RegExp(`^${name} +\\S`, 'm'));
  expect(out).toContain('env/bin/python train.py --data train.npz');
  const bytes = new Uint8Array(readFileSync(at.path('m_training/model.h5')));
  expect((await readModel([{ name: 'model.h5', bytes }])).kind).toBe('keras');
});

it('hands the input scaling on', async () => {
  const at = workplace();
  const model = at.copy('named/dscnn_kws/quantized.h5', 'kws.h5');
  const argv = ['export-training', '-m', model, '-o', at.path('out'), '-sc', '255', '-sh', '0'];
  expect((await runCli(argv)).code).toBe(0);
  expect(readFileSync(at.path('out/train.py'), 'utf8')).toContain('\nINPUT_SCALE = 255.0\n');
  expect(readFileSync(at.path('out/README.md'), 'utf8')).toContain(
    'cnn2snn convert -m trained.h5 -sc 255 -sh 0\n',
  );
});

describe('refuses, and writes nothing', () => {
  it('a float model', async () => {
    const at = workplace();
    const model = at.copy('mnist/mnist_float.h5', 'm.h5');
    const { code, out, err } = await runCli(['export-training', '-m', model]);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain('error[scale/float-model]');
    expect(err).toContain('cnn2snn quantize -m MODEL');
    expect(at.files()).toEqual(['m.h5']);
  });

  it('an .fbz', async () => {
    const at = workplace();
    const model = at.copy('mnist/mnist_qat_iq8_wq4_aq4.fbz', 'm.fbz');
    const { code, err } = await runCli(['export-training', '-m', model]);
    expect(code).toBe(1);
    expect(err).toContain('error[cli/needs-keras-model]');
    expect(at.files()).toEqual(['m.fbz']);
  });

  it('a folder that holds something', async () => {
    const at = workplace();
    const model = at.copy(MODEL, 'm.h5');
    mkdirSync(at.path('m_training'));
    writeFileSync(at.path('m_training/trained.h5'), 'a week of work');
    const { code, err } = await runCli(['export-training', '-m', model]);
    expect(code).toBe(2);
    expect(err).toContain('error[cli/folder-not-empty]');
    expect(err).toContain('trained.h5');
    expect(readdirSync(at.path('m_training'))).toEqual(['trained.h5']);
  });
});
