import { defineErrors } from './define.ts';

export const studioErrors = defineErrors({
  'studio/internal': {
    title: 'The studio has a fault',
    text: (task: string | null, detail: string) => ({
      message: `The studio could not ${task === null ? 'go on' : `finish "${task}"`} because its own code failed. Nothing was written, and your model was not changed.`,
      received: detail,
      hint: 'Please report it, with the text under "got", the version of the studio, the command or the settings, and the model file if you can share it. Another setting may work meanwhile.',
    }),
  },
  'studio/worker-lost': {
    title: 'The background worker stopped',
    text: (task: string) => ({
      message: `The worker that computes in the background stopped during "${task}", often because the browser ran out of memory. It has been started again.`,
      hint: 'Close other tabs and repeat the step; use fewer images at a time if it stops again.',
    }),
  },
  'studio/no-model': {
    title: 'No model is open',
    text: (task: string) => ({
      message: `"${task}" needs a model, and none is open.`,
      hint: 'Open a model file or a sample first.',
    }),
  },
  'studio/other-document': {
    title: 'Another model is open',
    text: (task: string) => ({
      message: `"${task}" was asked for a model that is not open any more.`,
      hint: 'Open that model again and repeat the step.',
    }),
  },
  'studio/not-converted': {
    title: 'The model does not convert yet',
    text: (task: string) => ({
      message: `"${task}" works on the converted network, and the model does not convert as it stands.`,
      expected: 'a model with bits for every layer and no broken rule',
      hint: 'Choose bits under Quantize and fix what the list of problems calls an error.',
    }),
  },
  'studio/no-float-model': {
    title: 'There is no float model to compare with',
    text: (task: string) => ({
      message: `"${task}" compares the quantized model with the float one, and the opened file holds no float model.`,
      hint: 'Open the float model and choose its bits under Quantize.',
    }),
  },
  'studio/not-one-model-inside': {
    title: 'Not exactly one model in the folder',
    text: (files: number, models: readonly string[]) => ({
      message: `Of the ${files} files in this folder ${models.length === 0 ? 'none is a model' : 'several are models'}.`,
      expected:
        'one model: a SavedModel of Keras 2 (with keras_metadata.pb), one .h5, .keras or .fbz, or one .json with its weights',
      received: models.length === 0 ? 'no model' : models.slice(0, 6).join(', '),
      hint: 'Drop the folder of the model itself, or the files of one model.',
    }),
  },
  'studio/file-unreadable': {
    title: 'The file cannot be read',
    text: (detail: string) => ({
      message:
        'The browser refused to read the file. It may have been moved, deleted or changed since it was chosen.',
      received: detail,
      hint: 'Choose the file again.',
    }),
  },
  'studio/no-session': {
    title: 'Not a saved session',
    text: (found: string) => ({
      message: 'This .zip file does not hold a session of the studio.',
      expected: 'a .zip with session.json and a folder named model',
      received: found,
      hint: 'Open a file that "Save session" wrote, copied completely, or drop the model file itself.',
    }),
  },
  'studio/damaged-session': {
    title: 'The session is damaged',
    text: (entry: string) => ({
      message: `The saved session cannot be followed: its entry "${entry}" is missing or holds something else.`,
      received: entry,
      expected: 'the settings and changes as the studio saves them',
      hint: 'Save or copy the session again. The model inside the .zip, in the folder "model", can be dropped on its own.',
    }),
  },
  'studio/session-version': {
    title: 'The session is of another version',
    text: (expected: number, received: string) => ({
      message: 'This session was saved in a form that this version of the studio does not read.',
      expected: `version ${expected}`,
      received,
      hint: 'Open it with the studio that saved it, or drop the model file itself.',
    }),
  },
  'studio/sample-missing': {
    title: 'The sample could not be loaded',
    text: (detail: string) => ({
      message: 'The sample is not in this browser yet and could not be fetched.',
      received: detail,
      hint: 'Connect once so that the samples are stored for offline use, or drop a model of your own.',
    }),
  },
  'studio/address-elsewhere': {
    title: 'The address names no file of this page',
    text: (named: string) => ({
      message:
        'After "?model=" the address of the studio may name a file that lies with the studio, nothing from elsewhere.',
      expected: 'a path below the page, such as samples/mnist_float.h5',
      received: named,
      hint: 'Download the model and drop it on the window, or run "cnn2snn studio MODEL", which opens it.',
    }),
  },
  'studio/not-served': {
    title: 'The model of the address could not be loaded',
    text: (detail: string) => ({
      message: 'The address of the page names a model, but the server did not hand it over.',
      received: detail,
      hint: 'Check that the file is in its place and that the server runs: "cnn2snn studio MODEL" starts it and opens the model. Or drop the file on the window.',
    }),
  },
  'studio/training-lost': {
    title: 'The training worker stopped',
    text: (task: string) => ({
      message: `The worker that trains stopped during "${task}", often because the browser ran out of memory. What was learned up to the last checkpoint is kept in this browser.`,
      hint: 'Choose "Continue" to go on from the last checkpoint; a smaller batch size needs less memory.',
    }),
  },
  'studio/no-training-data': {
    title: 'No data chosen',
    text: (task: string) => ({
      message: `"${task}" needs labelled images, and none are chosen.`,
      hint: 'Choose a built-in subset or files of your own under "Data".',
    }),
  },
  'studio/no-unseen-images': {
    title: 'No image is left to judge by',
    text: (count: number) => ({
      message:
        'The model was trained on every image of this data set: accuracy on them says nothing of others.',
      expected: 'images that the model was not trained on',
      received: `${count} images, all trained on`,
      hint: 'Choose other images, or train again with a share set aside to test.',
    }),
  },
  'studio/no-checkpoint': {
    title: 'There is nothing to continue',
    text: () => ({
      message: 'This browser holds no checkpoint of that training.',
      hint: 'Start the training again.',
    }),
  },
  'studio/trained-weights-missing': {
    title: 'Trained weights are missing',
    text: (id: string) => ({
      message:
        'The plan uses weights that were trained in the studio, but this browser no longer holds them. The model shows its own weights instead.',
      received: id,
      hint: 'Open a saved session file, which carries them, or train again and undo this change.',
    }),
  },
});
