import { useStudio } from '../../store/studioStore.ts';
import { defineDrawerTab } from '../frame/define.ts';
import { SeverityBadge, severities } from '../design/index.ts';
import { countProblems } from '../frame/problems.ts';
import { ProblemsPanel } from './ProblemsPanel.tsx';

/** The problems of the model, with their counts in the tab. */
export const problemsTab = defineDrawerTab({
  id: 'problems',
  name: 'Problems',
  keys: 'P',
  Label: ProblemsLabel,
  Panel: ProblemsPanel,
});

function ProblemsLabel() {
  const diagnostics = useStudio(({ derived }) => derived?.diagnostics);
  const counts = countProblems(diagnostics ?? []);
  return (
    <>
      Problems
      {severities
        .filter((severity) => counts[severity] > 0)
        .map((severity) => (
          <SeverityBadge key={severity} severity={severity} count={counts[severity]} />
        ))}
    </>
  );
}
