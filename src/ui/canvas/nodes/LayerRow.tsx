import { memo } from 'react';
import { setGraphStop } from '../../../store/actions/canvas.ts';
import { selectLayer } from '../../../store/actions/view.ts';
import { useStudio } from '../../../store/studioStore.ts';
import type { LayerView } from '../../../worker/graphView.ts';
import { classNames } from '../../design/index.ts';
import { useGraph } from '../GraphContext.ts';
import { problemIndex, problemText } from '../problemIndex.ts';
import { layerStop } from '../scene/buildScene.ts';
import { countText, fateText, shapeText } from '../scene/rowText.ts';
import { shownDerived } from '../shownDerived.ts';
import { BitsChip } from './BitsChip.tsx';
import './LayerRow.css';
import { ProblemMark } from './ProblemMark.tsx';

/** One Keras layer: name, type, output shape, parameters, bits, problems. */
export const LayerRow = memo(function LayerRow({ layer }: { readonly layer: LayerView }) {
  const stop = layerStop(layer.name);
  const { firstStop, changed } = useGraph();
  const isSelected = useStudio((state) => state.selected === layer.name);
  const isStop = useStudio((state) => (state.graphStop ?? firstStop) === stop);
  const problems = useStudio((state) =>
    problemIndex(shownDerived(state)?.diagnostics).get(layer.name),
  );
  const fate = fateText(layer);
  const change = changed.get(layer.name);
  const label = [
    layer.name,
    layer.className,
    `output ${shapeText(layer.outputShape)}`,
    layer.parameters > 0 && `${countText(layer.parameters)} parameters`,
    fate,
    problems && problemText(problems),
    change && `${change} by the fix`,
  ]
    .filter(Boolean)
    .join(', ');
  return (
    <li
      className={classNames(
        'layer-row',
        isSelected && 'layer-row-selected',
        fate !== null && 'layer-row-light',
        change && `layer-row-${change}`,
      )}
    >
      <button
        type="button"
        className="layer-row-button"
        aria-label={label}
        aria-pressed={isSelected}
        data-stop={stop}
        tabIndex={isStop ? 0 : -1}
        title={fate === null ? layer.name : `${layer.name}: ${fate}`}
        onFocus={() => {
          setGraphStop(stop);
        }}
        onClick={() => {
          selectLayer(layer.name);
        }}
      >
        <span className="layer-row-name">{layer.name}</span>
        <span className="layer-row-type">{layer.className}</span>
        <span className="layer-row-shape">{shapeText(layer.outputShape)}</span>
        <span className="layer-row-parameters">
          {layer.parameters > 0 ? countText(layer.parameters) : ''}
        </span>
      </button>
      <BitsChip layer={layer} />
      {problems && <ProblemMark problems={problems} />}
    </li>
  );
});
