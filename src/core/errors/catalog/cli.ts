import { defineErrors } from './define.ts';

/** The first names of a list. */
function listed(names: readonly string[], none: string): string {
  if (names.length === 0) return none;
  return names.slice(0, 8).join(', ') + (names.length > 8 ? ` and ${names.length - 8} more` : '');
}

export const cliErrors = defineErrors({
  'cli/usage': {
    title: 'Command line not understood',
    text: (message: string, command: string) => ({
      message: `${message.charAt(0).toUpperCase()}${message.slice(1)}.`,
      hint: `Run "${command} --help" for all options and an example.`,
    }),
  },
  'cli/no-such-file': {
    title: 'File not found',
    text: (path: string) => ({
      message: 'There is no such file.',
      received: path,
      hint: 'Check the spelling; paths start at the current folder.',
    }),
  },
  'cli/cannot-read': {
    title: 'File cannot be read',
    text: (reason: string) => ({
      message: 'The system refuses to read the file.',
      received: reason,
      hint: 'Name a file that you may read.',
    }),
  },
  'cli/is-folder': {
    title: 'A folder in place of a file',
    text: (path: string) => ({
      message: 'This is a folder; here a file is read.',
      expected: 'a file',
      received: path,
      hint: 'Name a file in that folder.',
    }),
  },
  'cli/folder-without-model': {
    title: 'The folder holds no model',
    text: (found: readonly string[]) => ({
      message: found.length === 0 ? 'The folder is empty.' : 'No model lies in this folder.',
      expected:
        'one model file (.h5, .keras, .fbz, model.json), a .json and a .h5 that belong together, or what Keras 2 saves as a folder',
      received: listed(found, 'nothing'),
      hint: 'Name the model file, or the folder in which it lies.',
    }),
  },
  'cli/folder-of-models': {
    title: 'The folder holds several models',
    text: (found: readonly string[]) => ({
      message: `${found.length} files in this folder are models or parts of models that do not belong together.`,
      expected: 'one model',
      received: listed(found, 'nothing'),
      hint: 'Name one of the files instead of the folder.',
    }),
  },
  'cli/cannot-write': {
    title: 'File cannot be written',
    text: (reason: string) => ({
      message: 'The system refuses to write the file. Nothing was written.',
      received: reason,
      hint: 'Name a place that exists and that you may write, with -o.',
    }),
  },
  'cli/wrong-ending': {
    title: 'The result cannot be written under that name',
    text: (what: string, endings: readonly string[], path: string) => ({
      message: `The result is ${what}, and the name that it is given says something else. Nothing was done.`,
      expected:
        endings.length === 0
          ? 'a name without the ending of a file'
          : `a name that ends in ${endings.join(' or ')}`,
      received: path,
      hint:
        endings.length === 0
          ? 'Name a folder, new or empty.'
          : `Name it with ${endings.join(' or ')} at its end, or leave the option out.`,
    }),
  },
  'cli/output-is-folder': {
    title: 'A folder in place of a file',
    text: (path: string) => ({
      message: 'This is a folder; the result is a file. Nothing was done.',
      expected: 'the name of a file',
      received: path,
      hint: 'Name a file in that folder.',
    }),
  },
  'cli/output-is-file': {
    title: 'A file in place of a folder',
    text: (path: string) => ({
      message: 'This is a file; the results go to a folder. Nothing was done.',
      expected: 'a folder that is empty, or not there yet',
      received: path,
      hint: 'Name a folder.',
    }),
  },
  'cli/no-output-folder': {
    title: 'The folder for the result is missing',
    text: (folder: string, path: string) => ({
      message: `There is no folder "${folder}". Nothing was done.`,
      expected: 'a folder that exists',
      received: path,
      hint: 'Create the folder first, or name another place with -o.',
    }),
  },
  'cli/would-overwrite-input': {
    title: 'The result would replace the input',
    text: (input: string) => ({
      message: 'The result would be written over a file that was read.',
      received: input,
      hint: 'Name another file for the result, with -o.',
    }),
  },
  'cli/same-output': {
    title: 'Two results under one name',
    text: (path: string) => ({
      message: 'Two results would be written to the same file.',
      received: path,
      hint: 'Give each result a name of its own.',
    }),
  },
  'cli/folder-not-empty': {
    title: 'The folder holds something already',
    text: (found: readonly string[]) => ({
      message: 'The files go to a folder of their own; nothing in it is replaced.',
      expected: 'a folder that is empty, or not there yet',
      received: listed(found, 'nothing'),
      hint: 'Move the folder away, or name another one with -o.',
    }),
  },
  'cli/shard-outside': {
    title: 'Weight file outside the model folder',
    text: (path: string) => ({
      message: 'The model.json names a weight file outside its own folder.',
      expected: 'weight files beside model.json or below it',
      received: path,
      hint: 'Put the weight files beside model.json and correct its "weightsManifest".',
    }),
  },
  'cli/needs-keras-model': {
    title: 'Not a Keras model',
    text: () => ({
      message: 'This command works on Keras models; the file holds a converted network.',
      expected: 'a Keras .h5 or .keras, or a TensorFlow.js model.json',
      received: 'an Akida .fbz',
      hint: 'Name the Keras model that the .fbz was made from.',
    }),
  },
  'cli/needs-akida-model': {
    title: 'Not a converted network',
    text: () => ({
      message: 'This command works on converted networks; the file holds a Keras model.',
      expected: 'an Akida .fbz',
      received: 'a Keras model',
      hint: 'Convert it first: cnn2snn convert -m MODEL.',
    }),
  },
  'cli/no-logits': {
    title: 'The model gives no logits',
    text: () => ({
      message: 'The last layer has an activation: its output is spikes, not logits.',
      expected: 'a last layer without activation for -o',
      received: 'a last layer with activation',
      hint: 'Use --layers to write the spikes of every layer.',
    }),
  },
  'cli/interrupted': {
    title: 'Stopped',
    text: () => ({
      message: 'The command was stopped before its end. Nothing was written.',
      hint: 'Run it again.',
    }),
  },
  'cli/fault': {
    title: 'A fault of the program',
    text: (reason: string) => ({
      message: `The program failed: ${reason}. That is a fault of ours, not of the file.`,
      hint: 'Report it with what stands on standard error, and with the file where you may share it.',
    }),
  },
  'cli/studio-missing': {
    title: 'The studio is not built',
    text: (folder: string) => ({
      message: 'This copy of cnn2snn-studio holds no built studio.',
      expected: `index.html in ${folder}`,
      hint: 'Run "npm run build:studio" in the clone. The package on npm brings the studio along.',
    }),
  },
  'cli/port-in-use': {
    title: 'The port is taken',
    text: (ports: string) => ({
      message: `Another program listens on 127.0.0.1, port ${ports}.`,
      hint: 'Name another port with --port; --port 0 takes any free one.',
    }),
  },
  'cli/cannot-serve': {
    title: 'The studio cannot be served',
    text: (port: number, reason: string) => ({
      message: `The system refuses to listen on 127.0.0.1, port ${port}.`,
      received: reason,
      hint: 'Name a port from 1024 on with --port; --port 0 takes any free one.',
    }),
  },
});
