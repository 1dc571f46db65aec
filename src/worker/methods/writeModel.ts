import { writeNpz } from '../../core/data/writeNpz.ts';
import { fail } from '../../core/errors/diagnostic.ts';
import { writeFbz } from '../../core/fbz/writeFbz.ts';
import { writeKerasH5 } from '../../core/keras/writeKerasH5.ts';
import { convertedModel } from '../convertedModel.ts';
import { derivation } from '../derivation.ts';
import type { StudioDocument } from '../document.ts';
import { exportName } from '../exportName.ts';
import { integerArrays } from '../integerArrays.ts';
import type { Plan } from '../plan.ts';
import { defineMethod } from './define.ts';

/** Writes a file to take away, named as the command line names it. @throws StudioError studio/not-converted */
export const writeModel = defineMethod('writeModel', async ({ plan, format }, { document }) => {
  const opened = document();
  const stem = exportName(opened.summary.name, plan.settings.bits);
  const bytes =
    format === 'h5'
      ? await quantizedH5(opened, plan)
      : format === 'fbz'
        ? writeFbz(convertedModel(opened, plan, 'Export'))
        : writeNpz(integerArrays(convertedModel(opened, plan, 'Export')));
  const name = format === 'npz' ? `${stem}_integers.npz` : `${stem}.${format}`;
  return { name, content: new Blob([new Uint8Array(bytes)]) };
});

async function quantizedH5({ loaded }: StudioDocument, plan: Plan): Promise<Uint8Array> {
  const graph = loaded.kind === 'keras' ? derivation(loaded.graph, plan).quantized : null;
  return writeKerasH5(graph ?? fail('studio/not-converted', {}, 'Export'));
}
