import { defineErrors } from './define.ts';

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
      hint: 'Name a file, not a folder, that you may read.',
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
      received: found.slice(0, 5).join(', ') + (found.length > 5 ? ', ...' : ''),
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
