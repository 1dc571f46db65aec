import { CircleCheck } from 'lucide-react';
import { selectLayer } from '../../store/actions/view.ts';
import { useStudio } from '../../store/studioStore.ts';
import { Button, DiagnosticCard, EmptyState, severities, severityOf } from '../design/index.ts';
import './ProblemList.css';

/** All problems at once, the worst first; each leads to its layer. */
export function ProblemList() {
  const diagnostics = useStudio(({ derived }) => derived?.diagnostics) ?? [];
  if (diagnostics.length === 0) {
    return (
      <EmptyState icon={<CircleCheck />} title="No problems">
        Every layer follows the rules of the conversion and of the chosen hardware.
      </EmptyState>
    );
  }
  const sorted = [...diagnostics].sort(
    (a, b) => severities.indexOf(severityOf(a)) - severities.indexOf(severityOf(b)),
  );
  return (
    <ul className="problem-list">
      {sorted.map((diagnostic, i) => {
        const { layer } = diagnostic.where;
        return (
          <li key={`${diagnostic.code} ${layer ?? ''} ${i}`}>
            <DiagnosticCard
              diagnostic={diagnostic}
              actions={
                layer === undefined ? undefined : (
                  <Button
                    size="small"
                    onClick={() => {
                      selectLayer(layer);
                    }}
                  >
                    Show layer
                  </Button>
                )
              }
            />
          </li>
        );
      })}
    </ul>
  );
}
