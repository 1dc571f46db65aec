import { defineErrors } from './define.ts';

const SAVE_AGAIN = 'Convert the Keras model again, or copy the file again; it may be incomplete.';

export const fbzErrors = defineErrors({
  'fbz/damaged-snappy': {
    title: 'The packed file is damaged',
    text: (expected: string, received: string) => ({
      message:
        'The file cannot be unpacked: an .fbz begins with one Snappy block, and this one breaks off or is not valid.',
      expected,
      received,
      hint: SAVE_AGAIN,
    }),
  },
  'fbz/damaged-flatbuffer': {
    title: 'The model structure is damaged',
    text: (what: string, expected: string, received: string) => ({
      message: `The ${what} lies outside the file or is not valid (byte offset in the unpacked file).`,
      expected,
      received,
      hint: SAVE_AGAIN,
    }),
  },
  'fbz/unsupported-version': {
    title: 'File version not supported',
    text: (received: string) => ({
      message: 'The file was written by a runtime whose format is not supported.',
      expected: 'version 2.3.0 to 2.x',
      received,
      hint: 'Convert the Keras model again.',
    }),
  },
  'fbz/older-runtime': {
    title: 'File of an older runtime',
    text: () => ({
      message: 'The file states no version: runtimes before 2.2 wrote it, in another layout.',
      expected: 'version 2.3.0 to 2.x',
      received: 'no version',
      hint: 'In Python with akida 2.3: akida.Model("old.fbz").save("new.fbz"), then open new.fbz. Or convert the Keras model again.',
    }),
  },
  'fbz/other-generation': {
    title: 'Model of another generation of chips',
    text: (version: string, layers: string) => ({
      message: `The file holds a model for Akida 2.0 (runtime ${version}), which Akida 1.0 chips cannot run.`,
      expected: 'layers of Akida 1.0',
      received: layers,
      hint: 'Open the float Keras model that it was made from: quantize and convert it here for Akida 1.0.',
    }),
  },
  'fbz/missing': {
    title: 'Part of the model is missing',
    text: (what: string) => ({
      message: `The file has no ${what} in this place.`,
      expected: what,
      received: 'nothing',
      hint: SAVE_AGAIN,
    }),
  },
  'fbz/wrong-param': {
    title: 'Layer parameter not valid',
    text: (name: string, expected: string, received: string) => ({
      message: `The parameter "${name}" has a value that no layer of this type can have.`,
      expected,
      received,
      hint: SAVE_AGAIN,
    }),
  },
  'fbz/wrong-variable': {
    title: 'Layer variable not valid',
    text: (name: string, expected: string, received: string) => ({
      message: `The variable "${name}" does not fit its layer.`,
      expected,
      received,
      hint: SAVE_AGAIN,
    }),
  },
  'fbz/broken-chain': {
    title: 'The layers do not fit one another',
    text: (expected: string, received: string) => ({
      message: 'This layer does not fit the layer before it.',
      expected,
      received,
      hint: 'An Akida 1.0 model is one chain of layers; convert the Keras model again.',
    }),
  },
});
