import { MousePointerClick } from 'lucide-react';
import { useStudio } from '../../store/studioStore.ts';
import { DiagnosticCard, DocsLink, EmptyState } from '../design/index.ts';
import { inspectorSections } from './index.ts';
import './Inspector.css';
import { DetailsContext, useLayerDetails } from './define.ts';

/** Everything about the selected layer. */
export function Inspector() {
  const layer = useStudio(
    ({ derived, selected }) => derived?.graph.layers.find(({ name }) => name === selected) ?? null,
  );
  const { details, problems } = useLayerDetails(layer?.name ?? null);
  if (!layer) {
    return (
      <EmptyState icon={<MousePointerClick />} title="No layer selected">
        Choose a layer in the graph to see its shapes, weights, bits and limits.
      </EmptyState>
    );
  }
  return (
    <DetailsContext value={details}>
      <div className="inspector">
        <header className="inspector-head">
          <h2 className="inspector-name code">{layer.name}</h2>
          <p className="inspector-type">
            {layer.doc === null ? (
              layer.className
            ) : (
              <DocsLink page={{ kind: 'layer', id: layer.className }}>{layer.className}</DocsLink>
            )}
          </p>
        </header>
        {problems.map((problem) => (
          <DiagnosticCard key={problem.message} diagnostic={problem} />
        ))}
        {inspectorSections
          .filter(({ shows }) => shows?.(layer, details) ?? true)
          .map(({ id, title, Content }) => (
            <section key={id} className="inspector-section" aria-label={title}>
              <h3>{title}</h3>
              <Content layer={layer} />
            </section>
          ))}
      </div>
    </DetailsContext>
  );
}
