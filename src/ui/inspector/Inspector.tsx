import { MousePointerClick } from 'lucide-react';
import { useStudio } from '../../store/studioStore.ts';
import { EmptyState } from '../design/index.ts';
import { inspectorSections } from './index.ts';
import './Inspector.css';

/** Everything about the selected layer. */
export function Inspector() {
  const layer = useStudio(
    ({ derived, selected }) => derived?.graph.layers.find(({ name }) => name === selected) ?? null,
  );
  if (!layer) {
    return (
      <EmptyState icon={<MousePointerClick />} title="No layer selected">
        Choose a layer in the graph to see its shapes, weights, bits and limits.
      </EmptyState>
    );
  }
  return (
    <div className="inspector">
      <h2 className="inspector-name code">{layer.name}</h2>
      {inspectorSections
        .filter(({ shows }) => shows?.(layer) ?? true)
        .map(({ id, title, Content }) => (
          <section key={id} className="inspector-section">
            <h3>{title}</h3>
            <Content layer={layer} />
          </section>
        ))}
    </div>
  );
}
