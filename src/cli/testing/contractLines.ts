import { goldenDir } from '../../core/testing/golden.ts';

const KWS = `${goldenDir()}/named/dscnn_kws`;
export const FBZ = `${KWS}/model.fbz`;

/** A command line of a command, or of a method of one: what holds for every command is tried on all of them. */
export interface Line {
  /** The command line around its model, with every other file that it reads. */
  readonly words: readonly string[];
  /** How the model is named; null: the command takes none. */
  readonly model: string | null;
  /** A model with which it ends well; null where that takes long. */
  readonly good: string | null;
  /** A model that it refuses; null where there is none. */
  readonly refused: string | null;
  /** What it writes by -o, and the endings that this may have; null: a folder. */
  readonly writes?: readonly string[] | null;
}

export const QUANTIZED = `${KWS}/quantized.h5`;
const FLOAT = `${KWS}/float.h5`;
export const INPUTS = ['-i', `${KWS}/inputs.npy`];
const SAMPLES = ['-sa', `${KWS}/inputs.npy`];
const H5 = ['.h5', '.keras', '.hdf5'];

/** In the order of the commands. */
export const contractLines: Readonly<Record<string, readonly Line[]>> = {
  inspect: [{ words: [], model: '-m', good: FBZ, refused: null }],
  check: [{ words: [], model: '-m', good: QUANTIZED, refused: `${goldenDir()}/compat/avgpool.h5` }],
  fix: [
    {
      words: [],
      model: '-m',
      good: QUANTIZED,
      refused: `${goldenDir()}/compat/concat.h5`,
      writes: H5,
    },
  ],
  reshape: [
    { words: ['-iw', '10', '-ih', '49'], model: '-m', good: FLOAT, refused: FBZ, writes: H5 },
  ],
  quantize: [{ words: [], model: '-m', good: FLOAT, refused: FBZ, writes: H5 }],
  calibrate: ['bc', 'levels', 'adaround'].map((method) => ({
    words: [method, ...SAMPLES],
    model: '-m',
    good: null,
    refused: FBZ,
    writes: H5,
  })),
  finetune: [{ words: INPUTS, model: '-m', good: null, refused: FBZ, writes: H5 }],
  'export-training': [{ words: [], model: '-m', good: QUANTIZED, refused: FLOAT, writes: null }],
  convert: [
    { words: ['-sc', '255'], model: '-m', good: QUANTIZED, refused: FLOAT, writes: ['.fbz'] },
  ],
  run: [{ words: INPUTS, model: '-m', good: FBZ, refused: QUANTIZED, writes: ['.npy'] }],
  compare: [
    { words: ['-f', FBZ, '-sc', '255', ...INPUTS], model: '-m', good: QUANTIZED, refused: FBZ },
  ],
  evaluate: [{ words: ['-sc', '255', '-i', 'LABELLED'], model: '-m', good: FBZ, refused: null }],
  map: [{ words: ['-sc', '255', ...INPUTS], model: '-m', good: FBZ, refused: FLOAT }],
  studio: [{ words: ['--no-open'], model: '', good: null, refused: null }],
  demo: [{ words: [], model: null, good: null, refused: null, writes: null }],
};
