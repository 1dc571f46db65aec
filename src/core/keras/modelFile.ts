import { isJsonObject } from '../ir/json.ts';
import { parseJson } from './parseJson.ts';

/** One file as the caller has it. `name` appears in errors, and tells the weight files of a model.json apart. */
export interface ModelFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What a file is by its first bytes. */
type FileKind =
  | { readonly kind: 'hdf5' | 'zip' | 'json' | 'other' }
  /** A format we know of and cannot open, with what its owner can do. */
  | { readonly kind: 'foreign'; readonly format: string; readonly advice: string };

const SAVE_FROM_KERAS = 'Save the model in Keras with model.save("model.h5").';
const REBUILD =
  'Rebuild the network in Keras with the same weights, then save it with model.save("model.h5").';

/** What tf.saved_model.save and model.export write has functions in place of layers, and Keras itself does not load it. */
const WHOLE_FOLDER =
  'Open the whole folder where it holds keras_metadata.pb. Without it the layers are not told (tf.saved_model.save and model.export leave them out): open the Keras model that it was exported from.';

/** The magic number at the end of a table. @source tensorflow/core/lib/io/format.h (Apache-2.0) */
const CHECKPOINT_END = '\x57\xfb\x80\x8b\x24\x75\x47\xdb';

/** What servers send in place of a file: "404: Not Found", or the XML of a storage service. */
const SERVER_ANSWER =
  /^((\d{3}:? )?(not found|forbidden|access denied)\s*$|<\?xml[^>]*>\s*<error>)/i;

interface Signature {
  readonly format: string;
  readonly advice: string;
  readonly fits: (bytes: Uint8Array) => boolean;
}

/**
 * Formats that people try. Protocol buffers carry no signature, only a first field that tells them apart; as an
 * .fbz it would mean a network of 8 or 10 bytes, so nothing of ours is mistaken for one.
 * @source https://github.com/onnx/onnx/blob/main/onnx/onnx.proto (ir_version = 1)
 * @source https://github.com/tensorflow/tensorflow/blob/master/tensorflow/core/protobuf/saved_model.proto
 */
const FOREIGN: readonly Signature[] = [
  {
    format: 'a TensorFlow Lite model (.tflite)',
    advice: 'Open the Keras model that it was converted from instead.',
    fits: (bytes) => hasText(bytes, 'TFL3', 4),
  },
  {
    format: 'a TensorFlow SavedModel of Keras before TensorFlow 2.5 (saved_model.pb)',
    advice:
      'Load the folder with tf.keras.models.load_model of TensorFlow 2 and save it again with model.save("model.h5").',
    fits: (bytes) => isSavedModel(bytes) && includesText(bytes, '"class_name"'),
  },
  {
    format: 'a TensorFlow SavedModel (saved_model.pb)',
    advice: WHOLE_FOLDER,
    fits: isSavedModel,
  },
  {
    format: 'an ONNX model',
    advice: REBUILD,
    fits: ([a, b, c]) =>
      a === 8 && b !== undefined && b >= 2 && b < 32 && c !== undefined && c !== 0,
  },
  {
    format: 'a frozen TensorFlow graph (.pb)',
    advice: 'Open the Keras model that it was made from instead.',
    fits: (bytes) => bytes[0] === 10 && includesText(bytes.subarray(0, 256), 'Placeholder'),
  },
  {
    format: 'a Python pickle (an old PyTorch file, or a .pkl)',
    advice: REBUILD,
    fits: (bytes) =>
      bytes[0] === 0x80 && (bytes[1] ?? 0) >= 2 && (bytes[1] ?? 9) <= 5 && bytes.at(-1) === 0x2e,
  },
  {
    format: 'a NumPy array (.npy)',
    advice: 'Choose the model here; samples are given apart.',
    fits: (bytes) => bytes[0] === 0x93 && hasText(bytes, 'NUMPY', 1),
  },
  {
    format: 'a gzip archive',
    advice: 'Unpack it, then open the model file inside.',
    fits: ([a, b]) => a === 0x1f && b === 0x8b,
  },
  {
    format: 'a tar archive',
    advice: 'Unpack it, then open the model inside.',
    fits: (bytes) => hasText(bytes, 'ustar', 257),
  },
  {
    format: 'a 7z archive',
    advice: 'Unpack it, then open the model inside.',
    fits: (bytes) => hasText(bytes, '7z\xbc\xaf\x27\x1c', 0),
  },
  {
    format: 'a RAR archive',
    advice: 'Unpack it, then open the model inside.',
    fits: (bytes) => hasText(bytes, 'Rar!\x1a\x07', 0),
  },
  {
    format: 'an xz archive',
    advice: 'Unpack it, then open the model inside.',
    fits: (bytes) => hasText(bytes, '\xfd7zXZ\x00', 0),
  },
  {
    format: 'a bzip2 archive',
    advice: 'Unpack it, then open the model inside.',
    fits: (bytes) => /^BZh\d1AY/.test(startOf(bytes)),
  },
  {
    format: 'the index of a TensorFlow checkpoint (.index), weights without a model',
    advice:
      'Open it together with its .data file and with what model.to_json() wrote, all at once or in one folder.',
    fits: (bytes) => hasText(bytes, CHECKPOINT_END, bytes.length - CHECKPOINT_END.length),
  },
  {
    format: 'the weights manifest of a TensorFlow.js model',
    advice: 'Open the model.json of that model together with its weight files.',
    fits: (bytes) => /^\[\s*\{\s*"(paths|weights)"/.test(startOf(bytes)),
  },
  {
    format: 'a model as YAML (model.to_yaml() of old Keras)',
    advice:
      'Write it as JSON in Python: import json, yaml; json.dump(yaml.unsafe_load(open("model.yaml")), open("model.json", "w")). Then open model.json, with its weights or alone.',
    fits: (bytes) =>
      /^(backend: \w+\s+)?class_name: (Sequential|Model|Functional)\s/.test(startOf(bytes)),
  },
  {
    format: 'a Git LFS pointer, not the model itself',
    advice: 'Run `git lfs pull` where the file comes from.',
    fits: (bytes) => hasText(bytes, 'version https://git-lfs', 0),
  },
  {
    format: 'a web page',
    advice: 'Download the file itself instead of the page that shows it.',
    fits: (bytes) =>
      /^<(!doctype html|html|head|\?xml[^>]*>\s*<!doctype html)/i.test(startOf(bytes)),
  },
  {
    format: 'the answer of a server that has no such file',
    advice: 'Check the address that it was downloaded from, then download the model again.',
    fits: (bytes) => SERVER_ANSWER.test(startOf(bytes)),
  },
];

/** Its first field is schema version 1, its second a graph. */
function isSavedModel([a, b, c]: Uint8Array): boolean {
  return a === 8 && b === 1 && c === 0x12;
}

/** Sizes of the user block that may precede an HDF5 file: powers of two from 512 on; none was seen beyond these. */
const HDF5_OFFSETS = [0, ...Array.from({ length: 12 }, (_, i) => 512 << i)];

/**
 * Tells what a file is by its content. Names count for nothing.
 * @source https://support.hdfgroup.org/documentation/hdf5/latest/_f_m_t3.html (signature)
 */
export function fileKind(bytes: Uint8Array): FileKind {
  if (HDF5_OFFSETS.some((offset) => hasText(bytes, '\x89HDF\r\n\x1a\n', offset))) {
    return { kind: 'hdf5' };
  }
  if (hasText(bytes, 'PK\x03\x04', 0)) return { kind: 'zip' };
  if (startOf(bytes).startsWith('{')) return { kind: 'json' };
  const foreign = FOREIGN.find(({ fits }) => fits(bytes));
  if (!foreign) return { kind: 'other' };
  return { kind: 'foreign', format: foreign.format, advice: foreign.advice };
}

/** Zip archives that are no .keras file, by an entry that gives them away. */
export function zipKind(names: readonly string[]): { format: string; advice: string } {
  const has = (end: string) => names.some((name) => name === end || name.endsWith(`/${end}`));
  if (has('data.pkl')) return { format: 'a PyTorch model', advice: REBUILD };
  if (has('saved_model.pb')) {
    return {
      format: 'a zipped TensorFlow SavedModel without keras_metadata.pb',
      advice: WHOLE_FOLDER,
    };
  }
  if (has('model.json')) {
    return {
      format: 'a zipped TensorFlow.js model',
      advice: 'Unpack it, then open model.json together with its weight files.',
    };
  }
  if (names.length > 0 && names.every((name) => name.endsWith('.npy'))) {
    return {
      format: 'NumPy arrays (.npz)',
      advice: 'Choose the model here; samples are given apart.',
    };
  }
  return { format: 'a zip archive without a Keras model', advice: SAVE_FROM_KERAS };
}

/** What systems put into archives beside what people did. */
const LITTER = /(^|\/)(__MACOSX\/|\.)/;

/** The file of a SavedModel folder in which Keras 2 keeps the layers. */
export const KERAS_METADATA = /(^|[/\\])keras_metadata\.pb$/;
/** The files of a TensorFlow checkpoint. */
export const CHECKPOINT_INDEX = /\.index$/;
const CHECKPOINT_PART = /\.(index|data-\d+-of-\d+)$/;
/** The files of such a folder that make up the model. */
const SAVED_MODEL_PART = /(^|[/\\])(keras_metadata\.pb|variables\.(index|data-\d+-of-\d+))$/;

/**
 * The paths of the one model that an archive or a folder holds: a SavedModel folder, a model file, a model.json with the weight files
 * beside it, an architecture with or without its weights. A model file may be one: its content decides, see `readModel`.
 * @returns null where there is none, or more than one
 */
export function modelFilesIn(names: readonly string[]): readonly string[] | null {
  const own = names.filter((name) => !LITTER.test(name));
  if (own.some((name) => KERAS_METADATA.test(name))) {
    return own.filter((name) => SAVED_MODEL_PART.test(name));
  }
  const models = own.filter((name) => /\.(h5|hdf5|keras|fbz)$/i.test(name));
  const jsons = own.filter((name) => /\.json$/i.test(name));
  const named = jsons.filter((name) => /(^|\/)model\.json$/.test(name));
  const [json] = named.length === 1 ? named : jsons.length === 1 ? jsons : [];
  const [model] = models;
  const checkpoint = own.filter((name) => CHECKPOINT_PART.test(name));
  const hasOne = checkpoint.filter((name) => CHECKPOINT_INDEX.test(name)).length === 1;
  if (models.length === 0 && json !== undefined && hasOne) return [json, ...checkpoint];
  if (models.length > 1 || (model === undefined && json === undefined)) return null;
  if (json === undefined) return models;
  const folder = json.slice(0, json.lastIndexOf('/') + 1);
  const shards = own.filter((name) => name.startsWith(folder) && name.endsWith('.bin'));
  if (model === undefined) return [json, ...shards];
  if (shards.length > 0) return null;
  return /\.(h5|hdf5)$/i.test(model) ? [json, model] : models;
}

/** Parts of models that have no signature: their names say what they are. */
const NAMED_PARTS: readonly (readonly [name: RegExp, format: string, advice: string])[] = [
  [
    /\.data-\d+-of-\d+$/,
    'the data of a TensorFlow checkpoint, weights without a model',
    'Open it together with its .index file and with what model.to_json() wrote, all at once or in one folder.',
  ],
  [
    /(^|[/\\])(group\d+-shard\d+of\d+(\.bin)?|weights\.bin)$/,
    'weights of a TensorFlow.js model',
    'Open them together with the model.json of that model.',
  ],
];

/** What a file is by its name, where its content does not say; undefined for any other. */
export function namedPart(name: string): { format: string; advice: string } | undefined {
  const found = NAMED_PARTS.find(([pattern]) => pattern.test(name));
  return found && { format: found[1], advice: found[2] };
}

/** The first bytes of a file for people: as hexadecimal numbers. */
export function firstBytes(bytes: Uint8Array): string {
  if (bytes.length === 0) return 'nothing (the file is empty)';
  const hex = Array.from(bytes.subarray(0, 8), (byte) => byte.toString(16).padStart(2, '0'));
  return `bytes ${hex.join(' ')}`;
}

function hasText(bytes: Uint8Array, text: string, offset: number): boolean {
  if (bytes.length < offset + text.length) return false;
  for (let i = 0; i < text.length; i++) {
    if (bytes[offset + i] !== text.charCodeAt(i)) return false;
  }
  return true;
}

function includesText(bytes: Uint8Array, text: string): boolean {
  for (let i = 0; i + text.length <= bytes.length; i++) if (hasText(bytes, text, i)) return true;
  return false;
}

/** The first characters, without the white space and the byte order mark before them. */
function startOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes.subarray(0, 128)).trimStart();
}

/**
 * Paths of the weight files that a TensorFlow.js model.json lists, each once, as it spells them. None for any other file
 * and for a damaged one: `readModel` says what is wrong with it.
 */
export function weightFilesOf(bytes: Uint8Array): readonly string[] {
  if (fileKind(bytes).kind !== 'json') return [];
  const manifest = manifestOf(bytes);
  if (!Array.isArray(manifest)) return [];
  const paths = manifest.flatMap((group: unknown): readonly unknown[] => {
    const listed = isJsonObject(group) ? group['paths'] : undefined;
    return Array.isArray(listed) ? listed : [];
  });
  return [...new Set(paths.filter((path) => typeof path === 'string'))];
}

function manifestOf(bytes: Uint8Array): unknown {
  try {
    const json = parseJson(new TextDecoder().decode(bytes), {});
    // A graph model is refused as what it is, whether or not its files are there.
    const isLayers = isJsonObject(json) && json['format'] !== 'graph-model';
    return isLayers ? json['weightsManifest'] : undefined;
  } catch {
    return undefined;
  }
}
