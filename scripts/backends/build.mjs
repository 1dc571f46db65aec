// Builds the page that checks a TensorFlow.js backend in a browser, with the golden data it needs: a folder that any server can serve.
//     node scripts/backends/build.mjs OUT_DIR
import { cpSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'vite';

const ROOT = resolve(fileURLToPath(new URL('../..', import.meta.url)));
const GOLDEN = resolve(process.env.CNN2SNN_GOLDEN ?? join(ROOT, 'src/fixtures/golden'));

/** Files of every whole model, and those of the gradients and of the networks that are timed. */
const MODEL_FILES = ['quantized.h5', 'case.json', 'inputs.npy'];
const KERAS_OUTPUT = 'keras_quantized_output.npy';
const FILES = [
  'gradients/gradients.npz',
  'gradients/train_steps.npz',
  'gradients/train_steps_start.h5',
  'mnist/mnist_float.h5',
  'cifar/cifar_float.h5',
  'named/akidanet_025_96/float.h5',
];

/** @param outDir  emptied first */
export async function buildBackendsPage(outDir) {
  const golden = join(outDir, 'golden');
  await build({
    configFile: false,
    logLevel: 'warn',
    root: join(ROOT, 'e2e/pages/backends'),
    base: './',
    publicDir: false,
    worker: { format: 'es' },
    build: { outDir, emptyOutDir: true, target: 'chrome123', chunkSizeWarningLimit: 10_000 },
  });
  const copy = (path) => {
    const to = join(golden, path);
    mkdirSync(dirname(to), { recursive: true });
    cpSync(join(GOLDEN, path), to);
  };
  FILES.forEach(copy);
  const models = ['named', 'shapes', 'fuzz'].flatMap((family) =>
    readdirSync(join(GOLDEN, family)).map((name) => `${family}/${name}`),
  );
  const whole = models.filter((path) =>
    [...MODEL_FILES, 'model.fbz'].every((name) => existsSync(join(GOLDEN, path, name))),
  );
  const cases = whole.map((path) => {
    MODEL_FILES.forEach((name) => copy(`${path}/${name}`));
    const hasKerasOutput = existsSync(join(GOLDEN, path, KERAS_OUTPUT));
    if (hasKerasOutput) copy(`${path}/${KERAS_OUTPUT}`);
    return { path, hasKerasOutput };
  });
  writeFileSync(join(golden, 'models.json'), JSON.stringify(cases));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [outDir] = process.argv.slice(2);
  if (!outDir) throw new Error('Name the folder to build into.');
  await buildBackendsPage(resolve(outDir));
}
