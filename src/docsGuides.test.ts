import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { main, parseArguments } from './cli/main.ts';
import {
  commandsOf,
  fencesOf,
  patternOf,
  runnableFences,
  type RunnableFence,
} from './cli/testing/fences.ts';
import { writeModelOn01 } from './cli/testing/modelOn01.ts';
import {
  buildPackage,
  packageProject,
  root,
  type PackageProject,
} from './cli/testing/packageProject.ts';
import { workplace } from './cli/testing/runCli.ts';

const DOCS = resolve(root, 'docs');
const pages = [
  'index.md',
  'examples/README.md',
  ...readdirSync(resolve(DOCS, 'guide')).map((name) => `guide/${name}`),
].map((path) => ({ path, text: readFileSync(resolve(DOCS, path), 'utf8') }));

/** What lies beside a reader who tries a guide: the samples of the studio, and models that break one rule. */
const SAMPLES = [
  'mnist_float.h5',
  'mnist_incompatible.h5',
  'mnist_qat_iq8_wq2_aq2.h5',
  'mnist_test500.npz',
  'akidanet_025_96.h5',
] as const;
const BROKEN = { 'residual.h5': 'residual.h5', 'pool3.h5': 'hw_pool_3.h5' } as const;

async function copySamples(path: (name: string) => string): Promise<void> {
  for (const name of SAMPLES) copyFileSync(resolve(root, 'public/samples', name), path(name));
  for (const [name, golden] of Object.entries(BROKEN)) {
    copyFileSync(resolve(root, 'src/fixtures/golden/compat', golden), path(name));
  }
  const quantizeml = resolve(root, 'src/fixtures/quantizeml/given/mnist_8_2_2.h5');
  copyFileSync(quantizeml, path('digits_quantizeml.h5'));
  await writeModelOn01(resolve(root, 'public/samples/mnist_float.h5'), path('digits.h5'));
}

describe('every command line of the guides is one that the command line takes', () => {
  test.each(pages)('$path', ({ text }) => {
    for (const fence of fencesOf(text).filter(({ language }) => language === 'sh')) {
      for (const [program, ...argv] of commandsOf(fence.text)) {
        if (program !== 'cnn2snn') continue;
        expect(() => parseArguments(argv), `line ${fence.line}: ${argv.join(' ')}`).not.toThrow();
      }
    }
  });
});

const shells = pages.filter(({ text }) => runnableFences(text, 'sh').length > 0);

describe('the commands of the guides print what the guides show', () => {
  test.each(shells)('$path', { timeout: 600_000 }, async ({ text }) => {
    const place = workplace();
    await copySamples(place.path);
    const home = process.cwd();
    process.chdir(place.path('.'));
    try {
      for (const fence of runnableFences(text, 'sh')) await checkCommands(fence);
    } finally {
      process.chdir(home);
    }
  });
});

async function checkCommands({ text, marks, shown, line }: RunnableFence): Promise<void> {
  let said = '';
  const io = {
    out: (part: string) => (said += part),
    err: (part: string) => (said += part),
    isTerminal: false,
    signal: new AbortController().signal,
  };
  for (const [program, ...argv] of commandsOf(text)) {
    expect(program, `line ${line}`).toBe('cnn2snn');
    const code = await main(argv, io);
    const expected = marks.includes('fails') ? 1 : marks.includes('unreadable') ? 3 : 0;
    expect(code, `line ${line}: ${argv.join(' ')}\n${said}`).toBe(expected);
  }
  if (shown !== null) expect(said.trim(), `line ${line}`).toMatch(patternOf(shown));
}

const BETWEEN = '\u0001';
const programs = pages.filter(({ text }) => runnableFences(text, 'ts').length > 0);

describe('the programs of the guides are typed, run, and print what the guides show', () => {
  let project: PackageProject;
  beforeAll(async () => {
    buildPackage();
    project = packageProject();
    await copySamples(project.path);
  }, 300_000);
  afterAll(() => {
    project.remove();
  });

  test.each(programs)('$path', { timeout: 600_000 }, ({ path, text }) => {
    const fences = runnableFences(text, 'ts');
    // The blocks of a page are one program.
    const source = fences.map((fence) => fence.text).join(`console.log('${BETWEEN}');\n`);
    const name = path.replace(/\W/g, '-');
    writeFileSync(project.path(`${name}.ts`), source);
    expect(typeErrors(project.path(`${name}.ts`))).toEqual([]);
    const options = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext };
    const { outputText } = ts.transpileModule(source, { compilerOptions: options });
    writeFileSync(project.path(`${name}.mjs`), outputText);
    const { status, stdout, stderr } = project.node(`${name}.mjs`);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const said = stdout.split(BETWEEN);
    fences.forEach(({ shown, line }, i) => {
      if (shown !== null) expect(said[i]?.trim(), `line ${line}`).toMatch(patternOf(shown));
    });
  });
});

function typeErrors(file: string): readonly string[] {
  const program = ts.createProgram([file], {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2023.d.ts', 'lib.dom.d.ts'],
    types: ['node'],
    strict: true,
    noEmit: true,
    skipLibCheck: true,
  });
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}
