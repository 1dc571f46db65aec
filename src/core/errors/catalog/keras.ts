import type { Json } from '../../ir/json.ts';
import { defineErrors } from './define.ts';

const SAVE_AGAIN = 'Save the model again with model.save("model.h5") or model.save("model.keras").';

/** A value of a file as text, cut where it gets long. */
function shown(value: Json | undefined): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

function list(names: readonly string[]): string {
  if (names.length === 0) return 'none';
  const some = names.slice(0, 12).map((name) => `"${name}"`);
  return names.length > 12 ? `${some.join(', ')} and ${names.length - 12} more` : some.join(', ');
}

export const kerasErrors = defineErrors({
  'keras/unknown-file': {
    title: 'This is no model file we know',
    text: (found: string) => ({
      message: `The file does not look like a model: it starts with ${found}.`,
      expected:
        'a Keras model (.h5, .keras), a TensorFlow.js layers model (model.json) or an Akida model (.fbz)',
      received: found,
      hint: 'Check that the right file was chosen and that it was copied or downloaded completely.',
    }),
  },
  'keras/other-format': {
    title: 'Another kind of file',
    text: (format: string, advice: string) => ({
      message: `The file looks like ${format}, which cannot be opened as a Keras model.`,
      expected:
        'a Keras model (.h5, .keras), a TensorFlow.js layers model (model.json) or an Akida model (.fbz)',
      received: format,
      hint: advice,
    }),
  },
  'keras/not-one-model': {
    title: 'Not exactly one model',
    text: (files: readonly string[]) => ({
      message: 'The files given do not make up exactly one model.',
      expected: 'one model file, or one model.json with its weight files',
      received: list(files),
      hint: 'Open one model at a time; a model.json comes together with its .bin files.',
    }),
  },
  'keras/no-weights-file': {
    title: 'The files beside the architecture are not its weights',
    text: (files: readonly string[]) => ({
      message:
        'The file describes the layers of a model, as model.to_json() writes them; what was given with it is not the one file of its weights.',
      expected:
        'the one file that model.save_weights() wrote (.h5), or none: a design without weights',
      received: list(files),
      hint: 'Open both files together, in any order, or save the whole model with model.save("model.h5").',
    }),
  },
  'keras/design-too-large': {
    title: 'The design is too large',
    text: (values: number, most: number) => ({
      message: `The layers of this architecture have ${values} weights.`,
      expected: `at most ${most} weights`,
      received: `${values} weights`,
      hint: 'Check the sizes of the layers, a Dense behind a Flatten first: units times inputs.',
    }),
  },
  'keras/weights-only': {
    title: 'The file holds weights without a model',
    text: () => ({
      message: 'The file holds only weights: the layers they belong to are not in it.',
      expected: 'a file with the model configuration and the weights',
      received: 'weights, as model.save_weights() writes them',
      hint: 'Open it together with the file of model.to_json(), or load the weights in Python and save the whole model with model.save("model.h5").',
    }),
  },
  'keras/old-version': {
    title: 'Written by a version of Keras that is too old',
    text: (version: string, expected: string) => ({
      message: `The file was written by Keras ${version}.`,
      expected,
      received: version,
      hint: 'Load the model in Keras 2 (TensorFlow 2) and save it again with model.save("model.h5").',
    }),
  },
  'keras/other-tool': {
    title: 'Model of another tool',
    text: (tool: string, bits: readonly number[], classes: readonly string[], advice: string) => ({
      message: `The model comes from ${tool}${bits.length === 0 ? '' : ` (weights of ${bits.join(' and ')} bits)`}: its layers compute otherwise than those of cnn2snn.`,
      expected: 'layers of Keras, quantized layers of cnn2snn 2.x, or of QuantizeML for Akida 1.0',
      received: list(classes),
      hint: advice,
    }),
  },
  'keras/quantizeml-last-output': {
    title: 'The output of the last layer is rounded',
    text: (bits: number) => ({
      message: `QuantizeML rounds what the last layer gives to ${bits} bits (last_output_bits). The last layer of Akida 1.0 gives its potentials as they are, and the toolkit 2.19 does not convert such a model for it either.`,
      expected: 'a last layer without an output_quantizer',
      received: `an output_quantizer of ${bits} bits`,
      hint: 'Quantize the float model again with QuantizeML, without last_output_bits.',
    }),
  },
  'keras/unsupported-model': {
    title: 'The model is not made of layers we can list',
    text: (className: string) => ({
      message: `A model of class ${className} describes itself in Python code, not as a list of layers.`,
      expected: 'a Sequential or Functional model',
      received: className,
      hint: 'Rebuild the model with keras.Sequential or keras.Model(inputs, outputs), load its weights and save it again.',
    }),
  },
  'keras/bad-config': {
    title: 'The model configuration is damaged',
    text: (expected: string, received: Json | undefined) => ({
      message: 'The model configuration does not hold what belongs here.',
      expected,
      received: shown(received),
      hint: SAVE_AGAIN,
    }),
  },
  'keras/bad-parameter': {
    title: 'A layer has a parameter that does not fit',
    text: (className: string, key: string, expected: string, received: string) => ({
      message: `The parameter "${key}" of this ${className} layer does not fit.`,
      expected,
      received: received.length > 80 ? `${received.slice(0, 77)}...` : received,
      hint: `Correct "${key}" where the model is built, then save it again with model.save("model.h5").`,
    }),
  },
  'keras/impossible-shape': {
    title: 'A layer does not fit its input',
    text: (className: string, expected: string, received: string) => ({
      message: `This ${className} layer cannot take the input that it gets.`,
      expected,
      received,
      hint: SAVE_AGAIN,
    }),
  },
  'keras/damaged-hdf5': {
    title: 'The HDF5 file is damaged',
    text: (problem: string) => ({
      message: `The HDF5 file cannot be read: ${problem}.`,
      expected: 'an HDF5 file as Keras writes it',
      received: problem,
      hint: `Copy or download the file again. ${SAVE_AGAIN}`,
    }),
  },
  'keras/damaged-saved-model': {
    title: 'The SavedModel folder is damaged',
    text: (problem: string) => ({
      message: `The SavedModel folder cannot be read: ${problem}.`,
      expected: 'keras_metadata.pb and variables/ as Keras 2 writes them',
      received: problem,
      hint: `Copy or download the folder again, all files of it. ${SAVE_AGAIN}`,
    }),
  },
  'keras/damaged-checkpoint': {
    title: 'The TensorFlow checkpoint cannot be read',
    text: (problem: string) => ({
      message: `The checkpoint is not that of this model, or damaged: ${problem}.`,
      expected: 'the .index and .data files that model.save_weights() of the same model wrote',
      received: problem,
      hint: 'Load the weights in Python, model.load_weights("NAME"), and save the whole model with model.save("model.h5").',
    }),
  },
  'keras/damaged-json': {
    title: 'The JSON text is damaged',
    text: (problem: string) => ({
      message: `The JSON text cannot be read: ${problem}.`,
      expected: 'JSON as Keras or TensorFlow.js writes it',
      received: problem,
      hint: `Copy or download the file again. ${SAVE_AGAIN}`,
    }),
  },
  'keras/missing-part': {
    title: 'A part of the model is missing',
    text: (part: string, found: readonly string[]) => ({
      message: `The part "${part}" of the model is missing.`,
      expected: `"${part}"`,
      received: list(found),
      hint: 'Open all files of the model together, or save it again as one file with model.save("model.keras").',
    }),
  },
  'keras/missing-weight-files': {
    title: 'Weight files are missing',
    text: (missing: readonly string[], found: readonly string[]) => ({
      message: `The model.json names weight files that were not given: ${list(missing)}.`,
      expected: list(missing),
      received: list(found),
      hint: 'Open model.json together with all its weight files; they lie in its folder, or where it was downloaded from.',
    }),
  },
  'keras/short-weights': {
    title: 'The weight files are too short',
    text: (weight: string, expected: number, received: number, files: readonly Json[]) => ({
      message: `The weight files end within the weight "${weight}".`,
      expected: `${expected} bytes in ${files.map((name) => shown(name)).join(', ')}`,
      received: `${received} bytes`,
      hint: 'Copy or download the weight files again: at least one of them is cut off or belongs to another model.',
    }),
  },
  'keras/no-input-shape': {
    title: 'The model does not say its input shape',
    text: () => ({
      message: 'The model was saved before it knew the shape of its input.',
      expected: 'an InputLayer, or input_shape on the first layer',
      received: 'neither',
      hint: 'Call model.build((None, height, width, channels)) in Python, then save the model again.',
    }),
  },
  'keras/duplicate-layer': {
    title: 'Two layers have the same name',
    text: (name: string) => ({
      message: `Two layers of the model are named "${name}".`,
      expected: 'a name of its own for each layer',
      received: `"${name}" twice`,
      hint: 'Give the layers different names where the model is built, then save it again.',
    }),
  },
  'keras/unknown-reference': {
    title: 'A layer takes its input from nowhere',
    text: (reference: string, known: string) => ({
      message: `An input comes from ${reference}, which the model does not have.`,
      expected: known,
      received: reference,
      hint: SAVE_AGAIN,
    }),
  },
  'keras/cyclic-graph': {
    title: 'The layers feed each other in a circle',
    text: (names: readonly string[]) => ({
      message: 'The layers cannot be put in an order: each waits for another.',
      expected: 'layers that take only outputs of layers before them',
      received: list(names),
      hint: 'Use a layer of its own in each place instead of calling one layer again behind itself, then save the model again.',
    }),
  },
  'keras/too-large': {
    title: 'The model is larger than we can read',
    text: (what: string, limit: string) => ({
      message: `The file claims ${what}.`,
      expected: limit,
      received: what,
      hint: `Check that the file is not damaged. ${SAVE_AGAIN}`,
    }),
  },
  'keras/missing-weight': {
    title: 'A weight is missing',
    text: (className: string, weight: string, found: readonly string[]) => ({
      message: `The weight "${weight}" of this ${className} layer is not in the file.`,
      expected: `"${weight}"`,
      received: list(found),
      hint: SAVE_AGAIN,
    }),
  },
  'keras/unused-weight': {
    title: 'A weight belongs to no part of its layer',
    text: (className: string, weight: string, own: readonly string[]) => ({
      message: `The file holds a weight "${weight}" that this ${className} layer has not: without it the outputs would be others.`,
      expected: list(own),
      received: `"${weight}"`,
      hint: `Correct the layer where the model is built (a use_bias, a subclass of its own?), then save it again with model.save("model.h5").`,
    }),
  },
  'keras/weight-shape': {
    title: 'A weight has another shape than its layer',
    text: (weight: string, expected: string, received: string) => ({
      message: `The weight "${weight}" has not the shape that the layer's parameters give.`,
      expected,
      received,
      hint: SAVE_AGAIN,
    }),
  },
  'keras/unassigned-weights': {
    title: 'Weights of a nested model cannot be told apart',
    text: (model: string, names: readonly string[]) => ({
      message: `The weights of the nested model "${model}" cannot be matched with its layers.`,
      expected: 'weight names that hold the names of the layers',
      received: list(names),
      hint: 'Give every layer inside the nested model a name of its own, or save as .keras, then try again.',
    }),
  },
  'keras/not-in-keras-3': {
    title: 'Keras 3 would not compute the same',
    text: (missing: readonly string[]) => ({
      message: `A .keras file is for Keras 3, for which these cannot be written: ${missing.join(', ')}. Nothing was written.`,
      expected: 'layers that Keras 3 has with the same meaning',
      received: missing.join(', '),
      hint: 'Write it as .h5: Keras 2 opens that, and cnn2snn.load_quantized_model where the model is quantized.',
    }),
  },
  'keras/not-in-python': {
    title: 'No Python source for this model',
    text: (missing: readonly string[]) => ({
      message: `Source for Keras can build layers of Keras 2 alone. There is none for: ${missing.join(', ')}. Nothing was written.`,
      expected: 'float layers of Keras 2',
      received: missing.join(', '),
      hint: 'Write the model as .h5; or take the source of the float model, and quantize what it builds.',
    }),
  },
  'keras/quantized-by-keras': {
    title: 'Quantized by Keras in a way we do not read',
    text: (className: string, how: string, advice: string) => ({
      message: `Keras changed the weights of this ${className} layer by ${how}; they cannot be told from the file.`,
      expected: 'plain weights, Dense layers quantized to int8, int4 or float8, or LoRA',
      received: how,
      hint: advice,
    }),
  },
  'keras/unsupported-weight': {
    title: 'A weight has a number format we do not read',
    text: (weight: string, dtype: string) => ({
      message: `The weight "${weight}" is stored as ${dtype}.`,
      expected: 'float32, float16, int32, uint8, uint16 or bool',
      received: dtype,
      hint: 'Convert the model again without this kind of weight.',
    }),
  },
});
