import { isStudioError } from '../../core/errors/diagnostic.ts';
import { outputStem } from '../../project/outputNames.ts';
import type { ExportReport } from '../../project/exportReport.ts';
import type { ExportFormat } from '../../project/exportFile.ts';
import { ask, type Asking } from '../ask.ts';
import { sampleInputs } from '../simulation/imageSets.ts';
import { studioStore, type StudioState } from '../studioStore.ts';
import { saveAsked } from './download.ts';

/** Enough to meet every neuron many times, few enough for a second of work. */
const SAMPLES = 8;

/** Name of the files of the present plan, without ending. */
export function currentName({ model, plan }: Pick<StudioState, 'model' | 'plan'>): string {
  return outputStem(model?.name ?? 'model', plan.settings.bits);
}

/** Writes a file of the model and hands it to the user. */
export async function exportModel(format: ExportFormat): Promise<void> {
  await saveAsked(format, ({ studio, plan }) => studio('writeModel', { plan, format }));
}

/** Has the worker check the file that the present plan gives. */
export async function loadExportReport(): Promise<void> {
  if (!studioStore.getState().model) return;
  await ask(
    {
      key: 'exportReport',
      about: 'plan',
      failed: (exportProblems) => {
        studioStore.setState({ exportReport: null, exportProblems });
      },
    },
    async ({ studio, plan }) => {
      const report = await studio('checkExport', { plan });
      studioStore.setState({ exportReport: { plan, report }, exportProblems: [] });
    },
  );
}

/** What the file of an ask's plan will hold; null where there is none. */
export async function reportOfExport({ studio, plan }: Asking): Promise<ExportReport | null> {
  try {
    return await studio('checkExport', { plan });
  } catch (error) {
    if (!isStudioError(error)) throw error;
    return null;
  }
}

/** Runs quantized and converted network side by side on some inputs. */
export async function compareExport(): Promise<void> {
  await ask(
    {
      key: 'exportComparison',
      about: 'plan',
      ended: () => {
        studioStore.setState({ comparingExport: false });
      },
    },
    async (asking) => {
      studioStore.setState({ comparingExport: true });
      const { plan } = asking;
      const { inputs, name: on } = await sampleInputs(asking, SAMPLES);
      const { parting } = await asking.studio('compare', { plan, inputs });
      if (parting) studioStore.setState({ exportComparison: { plan, on, parting } });
    },
  );
}
