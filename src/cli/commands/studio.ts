import { ArgumentTypeError } from 'argparse';
import { addJson } from '../arguments.ts';
import type { Command } from '../command.ts';
import { studioFolder } from '../packageFolders.ts';
import { USUAL_PORT } from '../studio/listen.ts';
import { serveStudio } from '../studio/serveStudio.ts';

interface StudioArguments {
  readonly model?: string | null;
  readonly port?: number | null;
  readonly no_open: boolean;
}

export const studio: Command<StudioArguments> = {
  name: 'studio',
  help: 'Open the studio in the browser, with a model or empty',
  example: 'cnn2snn studio model.h5',
  declare(parser) {
    parser.add_argument('model', {
      nargs: '?',
      metavar: 'MODEL',
      help: 'model to open: Keras .h5 or .keras, TensorFlow.js model.json, or Akida .fbz',
    });
    parser.add_argument('--port', {
      type: portArgument,
      metavar: 'N',
      help: `port on this machine, 0 for any free one; default ${USUAL_PORT}, or the next free one`,
    });
    parser.add_argument('--no-open', {
      action: 'store_true',
      help: 'only print the address, open no browser',
    });
    addJson(parser);
  },
  async run({ model = null, port = null, no_open }, io) {
    await serveStudio({ folder: studioFolder, model, port, show: !no_open }, io);
    return 0;
  },
};

/** An argument type: a TCP port. */
function portArgument(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value <= 65_535) return value;
  throw new ArgumentTypeError(`expected a port from 0 to 65535, got '${text}'`);
}
