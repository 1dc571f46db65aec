import { saveAsked } from '../../store/actions/download.ts';
import { currentName } from '../../store/actions/exportModel.ts';
import { studioStore } from '../../store/studioStore.ts';

/** Writes the report, which anyone can read in a browser. */
export async function exportReport(): Promise<void> {
  const name = `${currentName(studioStore.getState())}_report.html`;
  await saveAsked('report', async (job) => {
    const [{ gatherReport }, { reportPage }] = await job.wait(
      Promise.all([import('./report/gatherReport.ts'), import('./report/reportPage.ts')]),
    );
    const page = reportPage(await gatherReport(job));
    return { name, content: new Blob([page], { type: 'text/html' }) };
  });
}

/** Writes the graph as it is folded and coloured now. */
export async function exportGraph(format: 'svg' | 'png'): Promise<void> {
  const name = `${currentName(studioStore.getState())}_graph.${format}`;
  await saveAsked(format, async (job) => {
    const { graphPicture, graphPicturePng } = await job.wait(
      import('../canvas/picture/graphPicture.ts'),
    );
    const content =
      format === 'png'
        ? await graphPicturePng(job)
        : new Blob([(await graphPicture(job)).svg], { type: 'image/svg+xml' });
    return { name, content };
  });
}
