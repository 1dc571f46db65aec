import { expect, test } from 'vitest';
import { commands } from './commands/index.ts';
import { studioArguments } from './studioArguments.ts';

test.each([
  [[], ['studio']],
  [['model.h5'], ['studio', 'model.h5']],
  [
    ['model.h5', '--no-open', '--port', '0'],
    ['studio', 'model.h5', '--no-open', '--port', '0'],
  ],
  [
    ['--port', '0', 'model.h5'],
    ['studio', '--port', '0', 'model.h5'],
  ],
  [['./run'], ['studio', './run']],
])('%j opens the studio', (argv, meant) => {
  expect(studioArguments(argv, commands)).toEqual(meant);
});

test.each([
  [['--help']],
  [['-h']],
  [['--version']],
  [['studio', 'model.h5']],
  ...commands.map(({ name }) => [[name, '-m', 'model.h5']]),
])('%j is as for cnn2snn', (argv) => {
  expect(studioArguments(argv, commands)).toEqual(argv);
});
