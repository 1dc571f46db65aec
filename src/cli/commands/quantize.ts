import { ArgumentTypeError } from 'argparse';
import { fail } from '../../core/errors/diagnostic.ts';
import { weightQuantizers } from '../../core/quantizers/index.ts';
import { quantizeModel, type LayerQuantization } from '../../core/quantize/quantizeModel.ts';
import { ENDINGS, outputStem } from '../../project/outputNames.ts';
import {
  addJson,
  addModel,
  addOutput,
  bitsArgument,
  type ModelArgument,
  type OutputArgument,
} from '../arguments.ts';
import type { Command } from '../command.ts';
import { inputPaths, writeOutputs } from '../files.ts';
import { resultPath } from '../modelFolder.ts';
import { loadKeras } from '../models.ts';
import {
  checkKerasOutput,
  checkOutput,
  designOutput,
  kerasBytes,
  outputKinds,
} from '../outputs.ts';

interface LayerBits {
  readonly name: string;
  readonly bits: number;
}

interface QuantizeArguments extends ModelArgument, OutputArgument {
  readonly weight_quantization: number;
  readonly activ_quantization: number;
  readonly input_weight_quantization?: number | null;
  readonly fold_BN: boolean;
  readonly quantizer?: string | null;
  readonly layer?: readonly LayerBits[] | null;
}

export const quantize: Command<QuantizeArguments> = {
  name: 'quantize',
  help: 'Quantize a Keras model, or give a quantized one other bitwidths',
  example: 'cnn2snn quantize -m model.h5 -wq 4 -aq 4 -iq 8',
  declare(parser) {
    addModel(parser, 'float or quantized Keras model');
    parser.add_argument('-wq', '--weight_quantization', {
      type: bitsArgument,
      default: 4,
      metavar: 'BITS',
      help: 'bits of the weights, 0 leaves them in float; default 4',
    });
    parser.add_argument('-aq', '--activ_quantization', {
      type: bitsArgument,
      default: 4,
      metavar: 'BITS',
      help: 'bits of the activations, 0 leaves them in float; default 4',
    });
    parser.add_argument('-iq', '--input_weight_quantization', {
      type: bitsArgument,
      metavar: 'BITS',
      help: "bits of the first layer's weights; default as -wq",
    });
    parser.add_argument('--no-fold-BN', {
      dest: 'fold_BN',
      action: 'store_false',
      help: 'keep BatchNormalization layers as they are',
    });
    parser.add_argument('--quantizer', {
      choices: weightQuantizers.map(({ className }) => className),
      help: 'weight quantizer; default MaxPerAxisQuantizer',
    });
    parser.add_argument('--layer', {
      type: layerBitsArgument,
      nargs: '+',
      action: 'extend',
      metavar: 'NAME=BITS',
      help: 'other bits for one layer, by its name',
    });
    addOutput(
      parser,
      'the .h5 to write, .json of a design without weights; default MODEL_iq?_wq?_aq?.h5 beside the model',
    );
    addJson(parser);
  },
  async run(args, io) {
    const bits = {
      weightBits: args.weight_quantization,
      activationBits: args.activ_quantization,
      inputWeightBits: args.input_weight_quantization ?? args.weight_quantization,
    };
    const stem = outputStem(resultPath(args.model), bits);
    const named = args.output ?? `${stem}${ENDINGS.keras}`;
    const inputs = inputPaths(args.model);
    checkOutput(named, outputKinds.kerasOrDesign, inputs);
    if (Object.values(bits).some((count) => count > 0)) checkKerasOutput(named, 'quantized');
    const layers = layersOf(args.layer ?? []);
    const graph = await loadKeras(args.model);
    const output = designOutput(graph, args.output, stem);
    const quantized = quantizeModel(graph, {
      ...bits,
      foldBatchNorm: args.fold_BN,
      ...(args.quantizer ? { quantizer: args.quantizer } : {}),
      layers,
    });
    writeOutputs([{ path: output, bytes: await kerasBytes(quantized, output) }], inputs);
    io.out(`Quantized to ${output}\n`);
    io.result({ output });
    return 0;
  },
};

/** An argument type: the layer's own name may hold '=', the bits do not. */
function layerBitsArgument(text: string): LayerBits {
  const [, name, bits] = /^(.+)=(\d)$/.exec(text) ?? [];
  if (name !== undefined && bits !== undefined) return { name, bits: Number(bits) };
  throw new ArgumentTypeError(`expected NAME=BITS with 0 to 9 bits, got '${text}'`);
}

function layersOf(list: readonly LayerBits[]): Readonly<Record<string, LayerQuantization>> {
  const layers = new Map<string, LayerQuantization>();
  for (const { name, bits } of list) {
    if (layers.has(name))
      fail('cli/usage', { layer: name }, `layer "${name}" is given twice`, 'cnn2snn quantize');
    layers.set(name, { bits });
  }
  return Object.fromEntries(layers);
}
