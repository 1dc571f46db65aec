import type { ConvertOptions } from '../convert/convertGraph.ts';
import { inputScalingOf, scalesItself } from '../analysis/inputScaling.ts';
import type { NamedFile } from '../data/readDataset.ts';
import { diagnostic, fail, invariant, StudioError } from '../errors/diagnostic.ts';
import { needWeights, type ModelGraph } from '../ir/graph.ts';
import type { QuantizerConfig } from '../layers/quantizerParam.ts';
import { writeKerasH5 } from '../keras/writeKerasH5.ts';
import { checkBeforeConvert } from '../rules/ruleDiagnostic.ts';
import { contextOf, inputOptions } from '../rules/context.ts';
import { isQuantizedActivation, isQuantizedNeural } from '../layers/layerGroups.ts';
import { folderFiles } from './folder.generated.ts';

/** How the model will be converted: training feeds it the same pixels. */
export type TrainingFolderOptions = ConvertOptions;

/** What `cnn2snn.load_quantized_model` knows. @source cnn2snn 2.3.6 cnn2snn_objects.py */
const TOOLKIT_QUANTIZERS: readonly string[] = [
  'MaxPerAxisQuantizer',
  'MaxQuantizer',
  'StdPerAxisQuantizer',
  'StdWeightQuantizer',
];

/** Largest value of an image's pixel and of a sparse input. @source docs/reference/integer-semantics.md#convert */
const LARGEST_INPUT = { image: 255, sparse: 15 } as const;

/**
 * The files that train a quantized model with TensorFlow, on one machine or on many: the model, the program, its requirements and a README.
 * The .h5 that the program writes opens here again and converts.
 * @param graph quantized, and fit for conversion as it stands
 * @throws StudioError graph/no-weights, scale/float-model, scale/unknown-quantizer, and the compatibility rules that stand against the conversion
 * @example for (const { name, bytes } of await trainingFolder(quantized)) writeFileSync(join(folder, name), bytes)
 */
export async function trainingFolder(
  graph: ModelGraph,
  options: TrainingFolderOptions = {},
): Promise<readonly NamedFile[]> {
  checkTrainable(graph, options);
  const texts = {
    ...folderFiles,
    'train.py': trainPy(graph, options),
    'README.md': readme(graph, options),
  };
  const encoder = new TextEncoder();
  return [
    { name: 'model.h5', bytes: await writeKerasH5(graph) },
    ...Object.entries(texts).map(([name, text]) => ({ name, bytes: encoder.encode(text) })),
  ];
}

/** What cannot be converted afterwards is not worth training; what cnn2snn cannot open cannot be trained. */
function checkTrainable(graph: ModelGraph, options: TrainingFolderOptions): void {
  needWeights(graph, 'Export the training');
  if (!graph.layers.some((node) => isQuantizedNeural(node) || isQuantizedActivation(node))) {
    fail('scale/float-model', {});
  }
  const foreign = graph.layers.flatMap((node) => {
    const { quantizer, quantizerDw } = node.config as {
      readonly quantizer?: QuantizerConfig;
      readonly quantizerDw?: QuantizerConfig;
    };
    return [quantizer, quantizerDw]
      .flatMap((config) => config?.className ?? [])
      .filter((className) => !TOOLKIT_QUANTIZERS.includes(className))
      .map((className) => {
        const where = { layer: node.name };
        return diagnostic('scale/unknown-quantizer', where, className, TOOLKIT_QUANTIZERS);
      });
  });
  const context = contextOf(graph, inputOptions(options));
  const broken = checkBeforeConvert(context).filter(({ severity }) => severity === 'error');
  const problems = [...foreign, ...broken];
  if (problems.length > 0) throw new StudioError(problems);
}

/** The program, with what this model takes written into its constants. */
function trainPy(graph: ModelGraph, options: TrainingFolderOptions): string {
  // A Rescaling layer is part of the model that is trained: it takes the pixels as they are.
  const [scale, shift] = scalesItself(graph) ? [1, 0] : inputScalingOf(graph, options.inputScaling);
  return withReplaced(folderFiles['train.py'], [
    ['INPUT_SCALE = 1.0\n', `INPUT_SCALE = ${pythonFloat(scale)}\n`],
    ['INPUT_SHIFT = 0.0\n', `INPUT_SHIFT = ${pythonFloat(shift)}\n`],
    ['LARGEST_PIXEL = 255\n', `LARGEST_PIXEL = ${largestInput(options)}\n`],
  ]);
}

function readme(graph: ModelGraph, options: TrainingFolderOptions): string {
  const [scale, shift] = inputScalingOf(graph, options.inputScaling);
  const values = `Images are whole numbers from 0 to ${largestInput(options)} (\`uint8\`), as the chip takes them`;
  const { inputIsImage = true } = options;
  const scaling = scalesItself(graph)
    ? 'the model scales them itself, with its Rescaling layer'
    : scale === 1 && shift === 0
      ? 'the model takes them as they are'
      : `the model takes \`(pixel - ${shift}) / ${scale}\`, which \`train.py\` works out (\`INPUT_SCALE\`, \`INPUT_SHIFT\`)`;
  const asked = options.inputScaling ? ` -sc ${scale} -sh ${shift}` : '';
  return withReplaced(folderFiles['README.md'], [
    ['{{inputs}}', `${values}; ${scaling}.`],
    ['{{convert}}', `${asked}${inputIsImage ? '' : ' --no-image-input'}`],
  ]);
}

function largestInput({ inputIsImage = true }: TrainingFolderOptions): number {
  return inputIsImage ? LARGEST_INPUT.image : LARGEST_INPUT.sparse;
}

/** A number as a Python float: 255 -> 255.0. Both languages write the shortest digits that read back the same. */
function pythonFloat(value: number): string {
  return Number.isInteger(value) ? value.toFixed(1) : String(value);
}

function withReplaced(text: string, changes: readonly (readonly [string, string])[]): string {
  return changes.reduce((result, [from, to]) => {
    invariant(text.split(from).length === 2, `the template holds ${JSON.stringify(from)} once`);
    return result.replace(from, () => to);
  }, text);
}
