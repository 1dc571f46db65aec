import { writeNpz } from '../../core/data/writeNpy.ts';
import { writeZip } from '../../core/data/zip.ts';
import { fail } from '../../core/errors/diagnostic.ts';
import { writeFbz } from '../../core/fbz/writeFbz.ts';
import type { ModelGraph } from '../../core/ir/graph.ts';
import { writeKerasH5 } from '../../core/keras/writeKerasH5.ts';
import { convertedModel } from '../../project/convertedModel.ts';
import { convertOptions } from '../../project/coreOptions.ts';
import { derivation } from '../../project/assess.ts';
import type { StudioDocument } from '../../project/document.ts';
import { exportName } from '../../project/outputNames.ts';
import { integerArrays } from '../../project/export/integerArrays.ts';
import type { Plan } from '../../project/plan.ts';
import type { ExportFormat } from './contract.ts';
import { defineMethod } from './define.ts';

/** What follows the model's name in the name of each file. */
const ENDINGS: Readonly<Record<ExportFormat, string>> = {
  fbz: '.fbz',
  h5: '.h5',
  npz: '_integers.npz',
  training: '_training.zip',
};

/** Writes a file to take away, named as the command line names it. @throws StudioError studio/not-converted */
export const writeModel = defineMethod('writeModel', async ({ plan, format }, { document }) => {
  const opened = document();
  const stem = exportName(opened.summary.name, plan.settings.bits);
  const bytes = await contentOf(opened, plan, format, stem);
  return { name: `${stem}${ENDINGS[format]}`, content: new Blob([new Uint8Array(bytes)]) };
});

async function contentOf(
  opened: StudioDocument,
  plan: Plan,
  format: ExportFormat,
  stem: string,
): Promise<Uint8Array> {
  switch (format) {
    case 'fbz':
      return writeFbz(convertedModel(opened, plan, 'Export'));
    case 'npz':
      return writeNpz(integerArrays(convertedModel(opened, plan, 'Export')));
    case 'h5':
      return writeKerasH5(quantizedGraph(opened, plan));
    case 'training': {
      // Texts that hardly anyone needs stay out of the first load.
      const { trainingFolder } = await import('../../core/trainingFolder/trainingFolder.ts');
      const files = await trainingFolder(
        quantizedGraph(opened, plan),
        convertOptions(plan.settings),
      );
      return writeZip(new Map(files.map(({ name, bytes }) => [`${stem}_training/${name}`, bytes])));
    }
  }
}

function quantizedGraph({ loaded }: StudioDocument, plan: Plan): ModelGraph {
  const graph = loaded.kind === 'keras' ? derivation(loaded.graph, plan).quantized : null;
  return graph ?? fail('studio/not-converted', {}, 'Export');
}
