import { showProblem } from '../../store/actions/fixes.ts';
import { showDrawer } from '../../store/actions/view.ts';
import { useStudio } from '../../store/studioStore.ts';
import type { LayerView } from '../../project/views/graphView.ts';
import type { Problem } from '../../project/assess.ts';
import { SeverityIcon, severityOf, severityText } from '../design/index.ts';
import { problemKey } from '../frame/problems.ts';
import { defineInspectorSection } from './define.ts';

const none: readonly Problem[] = [];

/** The problems of the layer; each opens in the drawer, with its fix. */
export const problemsSection = defineInspectorSection({
  id: 'problems',
  title: 'Problems',
  Content: LayerProblems,
});

function LayerProblems({ layer }: { readonly layer: LayerView }) {
  const all = useStudio(({ derived }) => derived?.diagnostics) ?? none;
  const problems = all.filter(({ where }) => where.layer === layer.name);
  if (problems.length === 0) return <p className="inspector-none">None.</p>;
  return (
    <ul className="layer-problems">
      {problems.map((problem) => {
        const severity = severityOf(problem);
        const key = problemKey(problem);
        return (
          <li key={key}>
            <button
              type="button"
              className="layer-problem"
              onClick={() => {
                showDrawer('problems');
                showProblem(key, problem);
              }}
            >
              <SeverityIcon severity={severity} />
              <span>
                <span className="visually-hidden">{severityText[severity].word}: </span>
                <strong>{problem.title}</strong>
                <span className="layer-problem-text">{problem.message}</span>
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
