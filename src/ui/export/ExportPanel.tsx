import { CircleCheck, Cpu, Download, TriangleAlert } from 'lucide-react';
import { useEffect } from 'react';
import { currentName, exportModel, loadExportReport } from '../../store/actions/exportModel.ts';
import { useStudio } from '../../store/studioStore.ts';
import type { ExportCheck, ExportReport } from '../../project/exportReport.ts';
import { Button, DiagnosticCard, ProgressBar, Term } from '../design/index.ts';
import { formatBytes } from '../design/format.ts';
import { StagePanel } from '../frame/StagePanel.tsx';
import { CompareCheck } from './CompareCheck.tsx';
import './ExportPanel.css';
import { IdleNeurons } from './IdleNeurons.tsx';
import { MoreFiles } from './MoreFiles.tsx';
import { networkSnippet, NextSteps } from './NextSteps.tsx';
import { OutcomeCard } from './OutcomeCard.tsx';

/** What will be in the file, what was checked, the file itself, and what to do with it. */
export function ExportPanel() {
  const plan = useStudio((state) => state.plan);
  const document = useStudio((state) => state.document);
  const checked = useStudio((state) => state.exportReport);
  // The last plan's stays readable while the next one is checked, and does not count.
  const report = checked?.report ?? null;
  const isPresent = checked?.plan === plan;
  const problems = useStudio((state) => state.exportProblems);
  const name = `${useStudio(currentName)}.fbz`;
  useEffect(() => {
    void loadExportReport();
  }, [plan, document]);
  return (
    <StagePanel
      title="Export"
      intro={
        <>
          Take the converted network away as a <Term id="fbz">file for the chip</Term>.
        </>
      }
      action={
        <Button
          kind="primary"
          icon={<Download />}
          disabled={!isPresent}
          onClick={() => void exportModel('fbz')}
        >
          Download .fbz
        </Button>
      }
    >
      {problems.map((problem) => (
        <DiagnosticCard key={problem.message} diagnostic={problem} />
      ))}
      <OutcomeCard />
      {!isPresent && problems.length === 0 && (
        <div role="status">
          {report && <p className="export-checking">Checking the file of the new settings</p>}
          <ProgressBar label="Checking the file" fraction={null} />
        </div>
      )}
      {report && problems.length === 0 && (
        <div className="export-report" data-stale={!isPresent} inert={!isPresent}>
          <Contents name={name} report={report} />
          <Checks checks={report.checks} />
          {report.idle && <IdleNeurons idle={report.idle} />}
          <MoreFiles />
          <NextSteps text={networkSnippet(name, report)} />
        </div>
      )}
    </StagePanel>
  );
}

function Contents({ name, report }: { readonly name: string; readonly report: ExportReport }) {
  const { layers, fileBytes, version, inputShape, inputKind } = report;
  return (
    <section className="export-section" aria-label="The file">
      <p className="export-name code">{name}</p>
      <dl className="facts">
        <dt>Size</dt>
        <dd className="code">{formatBytes(fileBytes)}</dd>
        <dt>Input</dt>
        <dd className="code">
          {inputShape.join(' \u00d7 ')}, {inputKind === 'image' ? 'uint8' : '4 bits'}
        </dd>
        <dt>Loads in</dt>
        <dd>akida {version} and later</dd>
      </dl>
      <table className="export-layers">
        <thead>
          <tr>
            <th scope="col">Layer</th>
            <th scope="col">Weights</th>
            <th scope="col">Bits</th>
          </tr>
        </thead>
        <tbody>
          {layers.map((layer) => (
            <tr key={layer.name}>
              <th scope="row">
                <span className="code">{layer.name}</span>
                <span className="export-kind">{layer.kind}</span>
              </th>
              <td className="code">{layer.weights.toLocaleString('en')}</td>
              <td className="code">
                {layer.weightBits === null ? '' : `w${layer.weightBits}`}{' '}
                {layer.activationBits === null ? '' : `a${layer.activationBits}`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Checks({ checks }: { readonly checks: readonly ExportCheck[] }) {
  return (
    <section className="export-section" aria-label="Checks">
      <h3>Checked</h3>
      <ul className="export-checks">
        {checks.map(({ id, passes, title, detail }) => (
          <li key={id} className="export-check" data-passes={passes}>
            {passes ? (
              <CircleCheck size={16} aria-hidden />
            ) : id === 'chip' ? (
              <Cpu size={16} aria-hidden />
            ) : (
              <TriangleAlert size={16} aria-hidden />
            )}
            <span>
              {title}
              <span className="export-check-detail">{detail}</span>
            </span>
          </li>
        ))}
        <CompareCheck />
      </ul>
    </section>
  );
}
