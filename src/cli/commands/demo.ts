import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { convertModel } from '../../core/convert/convertModel.ts';
import { verifyConversion } from '../../core/convert/verifyConversion.ts';
import { readDataset } from '../../core/data/readDataset.ts';
import { writeFbz } from '../../core/fbz/writeFbz.ts';
import { topClasses } from '../../core/forward/classes.ts';
import { evaluateModel } from '../../core/forward/evaluateModel.ts';
import { simulate } from '../../core/simulate/simulator.ts';
import { writeKerasH5 } from '../../core/keras/writeKerasH5.ts';
import { quantizeModel } from '../../core/quantize/quantizeModel.ts';
import { checkModel } from '../../core/check/checkModel.ts';
import { ENDINGS, outputStem } from '../../project/outputNames.ts';
import { addJson, addOutput, type OutputArgument } from '../arguments.ts';
import type { Command } from '../command.ts';
import { readInput, writeOutputs } from '../files.ts';
import { statisticsTable } from '../layerStatistics.ts';
import { loadKeras } from '../models.ts';
import { samplesFolder } from '../packageFolders.ts';
import { checkOutputFolder } from '../outputs.ts';
import { withProgress } from '../progressBar.ts';

const BITS = { inputWeightBits: 8, weightBits: 4, activationBits: 4 } as const;

export const demo: Command<OutputArgument> = {
  name: 'demo',
  help: 'Take the built-in MNIST model all the way from Keras to spikes',
  example: 'cnn2snn demo -o demo',
  declare(parser) {
    addOutput(parser, 'folder for the results; default cnn2snn-demo');
    addJson(parser);
  },
  async run(args, io) {
    const folder = args.output ?? 'cnn2snn-demo';
    checkOutputFolder(folder, false);
    const { signal } = io;
    const samples = samplesFolder();
    const float = await loadKeras(join(samples, 'mnist_float.h5'));
    const dataset = readDataset([readInput(join(samples, 'mnist_test500.npz'))]);
    io.out(`Read       a CNN trained on MNIST, ${float.layers.length} layers\n`);

    const errors = checkModel(float).filter(({ severity }) => severity === 'error');
    io.out(`Checked    ${errors.length} errors\n`);
    const quantized = quantizeModel(float, BITS);
    io.out('Quantized  8-bit input weights, 4-bit weights, 4-bit activations\n');
    const network = convertModel(quantized);
    await verifyConversion(quantized, network);
    io.out(`Converted  ${network.layers.length} Akida layers\n`);

    const floatResult = await withProgress(io, 'Running Keras model', (onProgress) =>
      evaluateModel({ kind: 'keras', graph: float }, dataset, { signal, onProgress }),
    );
    const spiking = await withProgress(io, 'Running spiking model', (onProgress) =>
      simulate(network, dataset.images, { signal, onProgress }),
    );
    const classes = topClasses(spiking.predict ?? spiking.forward);
    const correct = dataset.labels.filter((label, i) => label === classes?.[i]).length;
    const count = dataset.labels.length;

    const stem = join(folder, outputStem('mnist', BITS));
    const [h5, fbz] = [`${stem}${ENDINGS.keras}`, `${stem}${ENDINGS.converted}`];
    mkdirSync(folder, { recursive: true });
    writeOutputs(
      [
        { path: h5, bytes: await writeKerasH5(quantized) },
        { path: fbz, bytes: writeFbz(network) },
      ],
      [],
    );
    io.out(`Ran        ${count} test images\n\n${statisticsTable(spiking.layers, count)}\n`);
    io.out(accuracyLine('Keras, float', floatResult.correct, count));
    io.out(accuracyLine('spiking, .fbz', correct, count));
    io.out(
      `\nThe quantized Keras model: ${resolve(h5)}\nThe spiking network:       ${resolve(fbz)}\n`,
    );
    io.result({
      quantized: resolve(h5),
      converted: resolve(fbz),
      samples: count,
      correct: { keras: floatResult.correct, akida: correct },
    });
    return 0;
  },
};

function accuracyLine(label: string, correct: number, count: number): string {
  const percent = ((100 * correct) / count).toFixed(1);
  return `accuracy of ${label.padEnd(13)}  ${percent} %  (${correct} of ${count})\n`;
}
