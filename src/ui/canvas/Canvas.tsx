import { formatShape } from '../../core/tensor/tensor.ts';
import { selectLayer } from '../../store/actions/view.ts';
import { useStudio } from '../../store/studioStore.ts';
import './Canvas.css';

/** The model in the centre of the window. */
export default function Canvas() {
  const graph = useStudio(({ derived }) => derived?.graph);
  const selected = useStudio((state) => state.selected);
  return (
    <div className="canvas">
      <ol className="layer-list" aria-label="Layers">
        {graph?.layers.map(({ name, className, outputShape }) => (
          <li key={name}>
            <button
              type="button"
              aria-pressed={name === selected}
              onClick={() => {
                selectLayer(name);
              }}
            >
              <span className="code">{name}</span>
              <span>{className}</span>
              <span className="code">{outputShape ? formatShape(outputShape) : 'not known'}</span>
            </button>
          </li>
        ))}
      </ol>
    </div>
  );
}
