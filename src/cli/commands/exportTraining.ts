import { trainingFolder } from '../../core/trainingFolder/trainingFolder.ts';
import { convertOptions } from '../../project/options.ts';
import { ENDINGS, stemOf } from '../../project/outputNames.ts';
import {
  addInput,
  addJson,
  addModel,
  settingsOf,
  type InputArguments,
  type ModelArgument,
  type OutputArgument,
} from '../arguments.ts';
import type { Command } from '../command.ts';
import { inputPaths } from '../files.ts';
import { writeFolder } from '../folders.ts';
import { formatTable } from '../formatTable.ts';
import { resultPath } from '../modelFolder.ts';
import { loadKeras } from '../models.ts';
import { checkOutputFolder } from '../outputs.ts';

/** What the files are for, in the order of their use. */
const ABOUT: readonly (readonly [name: string, about: string])[] = [
  ['README.md', 'how to train on one machine and on many, and how to come back'],
  ['requirements.txt', 'packages for Python 3.8 to 3.10'],
  ['model.h5', 'the quantized model'],
  ['train.py', 'the program; "python train.py --help" lists its options'],
  ['data.py', 'reads .npz files and folders of images; the place to augment them'],
  ['training.py', 'part of the program: the training itself'],
  ['cluster.py', 'part of the program: the other machines'],
  ['backup.py', 'part of the program: the way back into a run that broke off'],
];

export const exportTraining: Command<ModelArgument & InputArguments & OutputArgument> = {
  name: 'export-training',
  help: 'Write a folder that trains a quantized model with TensorFlow, on one machine or on many',
  example: 'cnn2snn export-training -m model_iq8_wq4_aq4.h5 -sc 255 -sh 0',
  declare(parser) {
    addModel(parser, 'quantized Keras model');
    addInput(parser);
    parser.add_argument('-o', '--output', {
      metavar: 'FOLDER',
      help: 'the folder to write, new or empty; default MODEL_training beside the model',
    });
    addJson(parser);
  },
  async run(args, io) {
    const folder = args.output ?? `${stemOf(resultPath(args.model))}${ENDINGS.training}`;
    inputPaths(args.model);
    checkOutputFolder(folder, true);
    const graph = await loadKeras(args.model);
    const files = await trainingFolder(graph, convertOptions(settingsOf(args)));
    writeFolder(folder, files);
    const table = formatTable([{ title: 'file' }, { title: 'what it is' }], ABOUT);
    io.out(`Wrote ${files.length} files to ${folder}\n\n${table}\n`);
    io.out(`Next, in that folder, with your images as train.npz:

  python3 -m venv env
  env/bin/pip install -r requirements.txt
  env/bin/python train.py --data train.npz
`);
    io.result({ output: folder, files: files.map(({ name }) => name) });
    return 0;
  },
};
