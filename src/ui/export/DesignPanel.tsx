import { Download } from 'lucide-react';
import { currentName, exportModel } from '../../store/actions/exportModel.ts';
import { useStudio } from '../../store/studioStore.ts';
import { Button } from '../design/index.ts';
import { countProblems } from '../frame/problems.ts';
import { StagePanel } from '../frame/StagePanel.tsx';
import './ExportPanel.css';
import { MoreFiles } from './MoreFiles.tsx';
import { designSnippet, NextSteps } from './NextSteps.tsx';

/** A design to take away: its layers with fixes and bits, to be built and trained in Keras. */
export function DesignPanel() {
  const name = `${useStudio(currentName)}.json`;
  const errors = useStudio(({ derived }) => countProblems(derived?.diagnostics ?? []).error);
  const isQuantized = useStudio(({ derived }) => (derived?.bits ?? null) !== null);
  return (
    <StagePanel
      title="Export"
      intro="A design has no weights, so there is no network for the chip yet. Take its layers back to Keras and train them."
      action={
        <Button kind="primary" icon={<Download />} onClick={() => void exportModel('json')}>
          Download .json
        </Button>
      }
    >
      <section className="export-section" aria-label="The file">
        <p className="export-name code">{name}</p>
        <p>
          {errors === 0
            ? 'Every layer follows the rules of the conversion, as far as layers and bits tell.'
            : `${errors === 1 ? 'One error is' : `${errors} errors are`} left in it.`}
        </p>
      </section>
      <MoreFiles />
      <NextSteps text={designSnippet(name, isQuantized)} />
    </StagePanel>
  );
}
