import { packedSize } from '../../core/akida/model.ts';
import { writeFbz } from '../../core/fbz/writeFbz.ts';
import { pruneModel, type PrunedLayer } from '../../core/prune/pruneModel.ts';
import { ENDINGS, stemOf } from '../../project/outputNames.ts';
import {
  addJson,
  addModel,
  addOutput,
  type ModelArgument,
  type OutputArgument,
} from '../arguments.ts';
import type { Command } from '../command.ts';
import { inputPaths, writeOutputs } from '../files.ts';
import { formatTable } from '../formatTable.ts';
import { resultPath } from '../modelFolder.ts';
import { loadAkida } from '../models.ts';
import { checkOutput, outputKinds } from '../outputs.ts';

export const prune: Command<ModelArgument & OutputArgument> = {
  name: 'prune',
  help: 'Take neurons out of a converted network that its outputs do not depend on: every output stays the same integer',
  example: 'cnn2snn prune -m model.fbz',
  declare(parser) {
    addModel(parser, 'converted network (.fbz)');
    addOutput(parser, 'the .fbz to write; default MODEL_pruned.fbz beside the model');
    addJson(parser);
  },
  async run(args, io) {
    const output = args.output ?? `${stemOf(resultPath(args.model))}${ENDINGS.pruned}`;
    const inputs = inputPaths(args.model);
    checkOutput(output, outputKinds.converted, inputs);
    const whole = await loadAkida(args.model);
    const { model, pruned } = pruneModel(whole);
    writeOutputs([{ path: output, bytes: writeFbz(model) }], inputs);
    const [bytesBefore, bytesAfter] = [packedSize(whole), packedSize(model)];
    io.out(
      `${asText(pruned)}${bytesBefore} -> ${bytesAfter} bytes of numbers\nPruned to ${output}\n`,
    );
    io.result({ output, bytesBefore, bytesAfter, layers: pruned });
    return 0;
  },
};

function asText(pruned: readonly PrunedLayer[]): string {
  if (pruned.length === 0) return 'Nothing can go: the outputs depend on every neuron.\n';
  const columns = ['neurons', 'silent', 'unread', 'constant', 'left'];
  return formatTable(
    [{ title: 'layer' }, ...columns.map((title) => ({ title, align: 'right' as const }))],
    pruned.map(({ layer, neurons, silent, unread, constant }) => {
      const gone = [silent, unread, constant].map(({ length }) => length);
      const left = gone.reduce((rest, count) => rest - count, neurons);
      return [layer, ...[neurons, ...gone, left].map(String)];
    }),
  );
}
