import { neuronsOf, type AkidaModel, type NeuralAkidaLayer } from '../core/akida/model.ts';
import { writeNpz } from '../core/data/writeNpy.ts';
import { writeZip } from '../core/data/zip.ts';
import { fail } from '../core/errors/diagnostic.ts';
import { writeFbz } from '../core/fbz/writeFbz.ts';
import type { ModelGraph } from '../core/ir/graph.ts';
import { writeDesign } from '../core/keras/keras2ModelConfig.ts';
import { writeKerasH5 } from '../core/keras/writeKerasH5.ts';
import { pruneModel } from '../core/prune/pruneModel.ts';
import { tensor, type NumericArray, type Tensor } from '../core/tensor/tensor.ts';
import { assess } from './assess.ts';
import type { StudioDocument } from './document.ts';
import { convertedModel } from './models.ts';
import { convertOptions } from './options.ts';
import { ENDINGS, outputStem } from './outputNames.ts';
import type { Plan } from './plan.ts';
import { verifiedNetwork } from './verifiedNetwork.ts';

/** The files that the studio writes for the user. */
export type ExportFormat = 'fbz' | 'pruned' | 'h5' | 'json' | 'npz' | 'training';

/** A file for the user. */
interface ExportedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const NAMES: Readonly<Record<ExportFormat, string>> = {
  fbz: ENDINGS.converted,
  pruned: ENDINGS.pruned,
  h5: ENDINGS.keras,
  json: ENDINGS.design,
  npz: '_integers.npz',
  training: `${ENDINGS.training}.zip`,
};

/**
 * Writes the network for the chip (`pruned`: without the neurons that nothing depends on), the quantized Keras model, its architecture, its integers as arrays, or the folder that trains it
 * elsewhere, as a .zip.
 * @throws StudioError studio/not-converted, graph/no-weights; convert/outputs-differ
 */
export async function exportFile(
  document: StudioDocument,
  plan: Plan,
  format: ExportFormat,
): Promise<ExportedFile> {
  const stem = outputStem(document.summary.name, plan.settings.bits);
  const bytes = await contentOf(document, plan, format, stem);
  return { name: `${stem}${NAMES[format]}`, bytes };
}

async function contentOf(
  document: StudioDocument,
  plan: Plan,
  format: ExportFormat,
  stem: string,
): Promise<Uint8Array> {
  switch (format) {
    case 'fbz':
      return writeFbz(await network(document, plan));
    case 'pruned':
      return writeFbz(pruneModel(await network(document, plan)).model);
    case 'npz':
      return writeNpz(integerArrays(await network(document, plan)));
    case 'h5':
      return writeKerasH5(quantizedGraph(document, plan));
    case 'json':
      return writeDesign(quantizedGraph(document, plan));
    case 'training': {
      // Texts that hardly anyone needs stay out of the first load.
      const { trainingFolder } = await import('../core/trainingFolder/trainingFolder.ts');
      const options = convertOptions(plan.settings);
      const files = await trainingFolder(quantizedGraph(document, plan), options);
      const folder = `${stem}${ENDINGS.training}`;
      return writeZip(new Map(files.map(({ name, bytes }) => [`${folder}/${name}`, bytes])));
    }
  }
}

/** The network for a file; what stands against it is on the list of problems. */
async function network(document: StudioDocument, plan: Plan): Promise<AkidaModel> {
  convertedModel(document, plan, 'Export');
  return verifiedNetwork(assess(document, plan), plan.settings);
}

function quantizedGraph(document: StudioDocument, plan: Plan): ModelGraph {
  return assess(document, plan).quantized ?? fail('studio/not-converted', {}, 'Export');
}

/**
 * The integers of a converted network by `<layer>/<array>`: `weights` and `weights_pw` int8 as the file stores them
 * (kx, ky, C, N), `threshold` int32 (N), `act_step` float32 (N).
 */
function integerArrays(model: AkidaModel): ReadonlyMap<string, Tensor<NumericArray>> {
  const arrays = new Map<string, Tensor<NumericArray>>();
  for (const layer of model.layers) {
    if (layer.kind === 'InputData') continue;
    arrays.set(`${layer.name}/weights`, tensor(layer.weights, weightShape(layer)));
    if (layer.kind === 'SeparableConvolutional') {
      const shape = [1, 1, layer.weightsPw.length / layer.filters, layer.filters];
      arrays.set(`${layer.name}/weights_pw`, tensor(layer.weightsPw, shape));
    }
    arrays.set(`${layer.name}/threshold`, tensor(layer.threshold, [layer.threshold.length]));
    arrays.set(`${layer.name}/act_step`, tensor(layer.actStep, [layer.actStep.length]));
  }
  return arrays;
}

function weightShape(layer: NeuralAkidaLayer): readonly number[] {
  const [kx, ky] = layer.kind === 'FullyConnected' ? [1, 1] : layer.kernelSize;
  // A depthwise kernel has one output a channel.
  const outputs = layer.kind === 'SeparableConvolutional' ? 1 : neuronsOf(layer);
  return [kx, ky, layer.weights.length / (kx * ky * outputs), outputs];
}
