import { isStudioError } from '../../core/errors/diagnostic.ts';
import { saveFile } from '../../store/actions/download.ts';
import { toast } from '../../store/actions/interface.ts';
import { studioClient } from '../../store/studioClient.ts';
import { studioStore } from '../../store/studioStore.ts';
import { exportName } from '../../worker/exportName.ts';
import type { ExportFormat } from '../../worker/methods/contract.ts';

/** Writes a file of the model and hands it to the user. What goes wrong is said in the corner. */
export async function exportModel(format: ExportFormat): Promise<void> {
  const { plan } = studioStore.getState();
  await exporting(async () => {
    const { name, content } = await studioClient.call('writeModel', { plan, format });
    saveFile(name, content);
    return name;
  });
}

/** Writes the report, which anyone can read in a browser. */
export async function exportReport(): Promise<void> {
  await exporting(async () => {
    const [{ gatherReport }, { reportPage }] = await Promise.all([
      import('./report/gatherReport.ts'),
      import('./report/reportPage.ts'),
    ]);
    const name = `${currentName()}_report.html`;
    saveFile(name, new Blob([reportPage(await gatherReport())], { type: 'text/html' }));
    return name;
  });
}

/** Writes the graph as it is folded and coloured now. */
export async function exportGraph(format: 'svg' | 'png'): Promise<void> {
  await exporting(async () => {
    const { graphPicture, graphPicturePng } = await import('../canvas/picture/graphPicture.ts');
    const name = `${currentName()}_graph.${format}`;
    const content =
      format === 'png'
        ? await graphPicturePng()
        : new Blob([(await graphPicture()).svg], { type: 'image/svg+xml' });
    saveFile(name, content);
    return name;
  });
}

/** Name of the files of the present plan, without ending. */
export function currentName(): string {
  const { model, plan } = studioStore.getState();
  return exportName(model?.name ?? 'model', plan.settings.bits);
}

/** Runs the writing of one file: says that it is saved, or why not. */
export async function exporting(write: () => Promise<string>): Promise<void> {
  try {
    const name = await write();
    toast({ tone: 'ok', text: `${name} is in your downloads.` });
  } catch (error) {
    if (!isStudioError(error)) throw error;
    toast({ tone: 'error', text: error.diagnostics[0]?.message ?? 'The file was not written.' });
  }
}
