import {
  FileArchive,
  FileCode2,
  FileTerminal,
  FileText,
  Image,
  Network,
  Shapes,
  Sigma,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { saveAsked } from '../../store/actions/download.ts';
import { currentName, exportModel } from '../../store/actions/exportModel.ts';
import { saveSessionFile } from '../../store/actions/session.ts';
import { studioStore, useStudio } from '../../store/studioStore.ts';

interface ExportFile {
  readonly name: string;
  readonly about: string;
  readonly icon: ReactNode;
  readonly run: () => Promise<void>;
  /** Keras models only. */
  readonly keras?: true;
  /** Needs no weights. */
  readonly design?: true;
}

const files: readonly ExportFile[] = [
  {
    name: 'Quantized Keras model (.h5)',
    about: 'To train on, or to convert elsewhere.',
    icon: <FileCode2 />,
    run: () => exportModel('h5'),
    keras: true,
  },
  {
    name: 'Training folder (.zip)',
    about:
      'The quantized model and a program that trains it in TensorFlow, on one machine or on many.',
    icon: <Network />,
    run: () => exportModel('training'),
    keras: true,
  },
  {
    name: 'Python source (.zip)',
    about:
      'The float model as Keras code that builds it, with its weights: to change it and train it again.',
    icon: <FileTerminal />,
    run: () => exportModel('python'),
    keras: true,
    design: true,
  },
  {
    name: 'Integers (.npz)',
    about: 'Weights, thresholds and steps of every layer as arrays.',
    icon: <Sigma />,
    run: () => exportModel('npz'),
  },
  {
    name: 'Report (.html)',
    about: 'Graph, problems, settings, sparsity and accuracy on one page.',
    icon: <FileText />,
    run: exportReport,
    design: true,
  },
  {
    name: 'Graph (.svg)',
    about: 'As it is folded and coloured now, to print or to edit.',
    icon: <Shapes />,
    run: () => exportGraph('svg'),
    design: true,
  },
  {
    name: 'Graph (.png)',
    about: 'The same for slides and documents.',
    icon: <Image />,
    run: () => exportGraph('png'),
    design: true,
  },
  {
    name: 'Session (.zip)',
    about: 'Model, settings and history, to go on later or elsewhere.',
    icon: <FileArchive />,
    run: saveSessionFile,
    design: true,
  },
];

/** The other files to take away. */
export function MoreFiles() {
  const isKeras = useStudio(({ model }) => model?.kind === 'keras');
  const isDesign = useStudio(({ model }) => model?.isDesign === true);
  return (
    <section className="export-section" aria-label="More files">
      <h3>More files</h3>
      <ul className="export-files">
        {files
          .filter(({ keras, design }) => (isKeras || !keras) && (design || !isDesign))
          .map(({ name, about, icon, run }) => (
            <li key={name}>
              <button type="button" className="export-file" onClick={() => void run()}>
                {icon}
                <span className="export-file-name">{name}</span>
                <span className="export-file-about">{about}</span>
              </button>
            </li>
          ))}
      </ul>
    </section>
  );
}

/** Writes the report, which anyone can read in a browser. */
async function exportReport(): Promise<void> {
  const name = `${currentName(studioStore.getState())}_report.html`;
  await saveAsked('report', async (asking) => {
    const [{ gatherReport }, { reportPage }] = await asking.wait(
      Promise.all([import('./report/gatherReport.ts'), import('./report/reportPage.ts')]),
    );
    const page = reportPage(await gatherReport(asking));
    return { name, content: new Blob([page], { type: 'text/html' }) };
  });
}

/** Writes the graph as it is folded and coloured now. */
async function exportGraph(format: 'svg' | 'png'): Promise<void> {
  const name = `${currentName(studioStore.getState())}_graph.${format}`;
  await saveAsked(format, async (asking) => {
    const { graphPicture, graphPicturePng } = await asking.wait(
      import('../canvas/picture/graphPicture.ts'),
    );
    const content =
      format === 'png'
        ? await graphPicturePng(asking)
        : new Blob([(await graphPicture(asking)).svg], { type: 'image/svg+xml' });
    return { name, content };
  });
}
