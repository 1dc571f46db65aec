import { describeModel, type ModelDescription } from '../../core/inspect/describeModel.ts';
import { addModel, type ModelArgument } from '../arguments.ts';
import type { Command } from '../command.ts';
import { formatTable } from '../formatTable.ts';
import { loadModel } from '../models.ts';
import { formatShape } from '../../core/tensor/tensor.ts';

export const inspect: Command<ModelArgument & { readonly json: boolean }> = {
  name: 'inspect',
  help: 'Show what a model file holds',
  example: 'cnn2snn inspect -m model.keras --json',
  declare(parser) {
    addModel(parser, 'Keras .h5 or .keras, TensorFlow.js model.json, or Akida .fbz');
    parser.add_argument('--json', { action: 'store_true', help: 'print JSON' });
  },
  async run(args, io) {
    const description = describeModel(await loadModel(args.model));
    io.out(
      args.json ? `${JSON.stringify(description, null, 2)}\n` : asText(args.model, description),
    );
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
