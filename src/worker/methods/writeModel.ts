import { writeNpz } from '../../core/data/writeNpz.ts';
import { fail } from '../../core/errors/diagnostic.ts';
import { writeFbz } from '../../core/fbz/writeFbz.ts';
import { writeKerasH5 } from '../../core/keras/writeKerasH5.ts';
import { convertedModel } from '../convertedModel.ts';
import { derivation } from '../derivation.ts';
import type { StudioDocument } from '../document.ts';
import { integerArrays } from '../integerArrays.ts';
import type { Plan } from '../plan.ts';
import { defineMethod } from './define.ts';

/** Writes a file to take away, named as the command line names it. @throws StudioError studio/not-converted */
export const writeModel = defineMethod('writeModel', async ({ plan, format }, { document }) => {
  const opened = document();
  const stem = stemOf(opened, plan);
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

/** model.h5 -> model_iq8_wq4_aq4; an existing suffix of that kind is replaced. @source reference/integer-semantics.md */
function stemOf({ summary }: StudioDocument, { settings: { bits } }: Plan): string {
  const stem = summary.name.replace(/\.[^.]+$/, '');
  if (!bits) return stem;
  const { inputWeightBits, weightBits, activationBits } = bits;
  const plain = stem.replace(/_iq\d_wq\d_aq\d$/, '');
  return `${plain}_iq${inputWeightBits}_wq${weightBits}_aq${activationBits}`;
}
