import { describeModel, type ModelDescription } from '../../core/analysis/describeModel.ts';
import { keras2Architecture } from '../../core/keras/keras2ModelConfig.ts';
import { addJson, addModel, type ModelArgument } from '../arguments.ts';
import type { Command } from '../command.ts';
import { formatTable } from '../formatTable.ts';
import { loadKeras, loadModel } from '../models.ts';
import { formatShape } from '../../core/tensor/tensor.ts';

interface InspectArguments extends ModelArgument {
  readonly config: boolean;
}

export const inspect: Command<InspectArguments> = {
  name: 'inspect',
  help: 'Show what a model file holds',
  example: 'cnn2snn inspect -m model.keras --json',
  declare(parser) {
    addModel(parser, 'Keras .h5 or .keras, TensorFlow.js model.json, or Akida .fbz');
    const form = parser.add_mutually_exclusive_group();
    addJson(form);
    form.add_argument('--config', {
      action: 'store_true',
      help: 'print the architecture as Keras JSON, without weights; for reports and model_from_json',
    });
  },
  async run(args, io) {
    if (args.config) {
      io.out(`${JSON.stringify(keras2Architecture(await loadKeras(args.model)), null, 2)}\n`);
      return 0;
    }
    const description = describeModel(await loadModel(args.model));
    io.out(asText(args.model, description));
    io.result(description);
    return 0;
  },
};

function asText(file: string, description: ModelDescription): string {
  const { format, version, layers, parameters } = description;
  const table = formatTable(
    [
      { title: 'layer' },
      { title: 'type' },
      { title: 'output shape' },
      { title: 'parameters', align: 'right' },
      { title: 'weight bits', align: 'right' },
      { title: 'activation bits', align: 'right' },
    ],
    layers.map((layer) => [
      layer.name,
      layer.className,
      layer.outputShape ? formatShape(layer.outputShape) : 'unknown',
      `${layer.parameters}`,
      layer.weightBits === undefined ? '' : `${layer.weightBits}`,
      layer.activationBits === undefined ? '' : `${layer.activationBits}`,
    ]),
  );
  const count = `${layers.length} layers, ${parameters} parameters`;
  return `${file}: ${format}, version ${version}, ${count}\n\n${table}`;
}
