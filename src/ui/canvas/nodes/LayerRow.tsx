import { memo } from 'react';
import { setGraphStop } from '../../../store/actions/canvas.ts';
import { selectLayer } from '../../../store/actions/view.ts';
import { useStudio } from '../../../store/studioStore.ts';
import type { LayerView } from '../../../project/views/graphView.ts';
import { classNames } from '../../design/index.ts';
import { useGraph } from '../GraphContext.ts';
import { problemText, type ProblemCount } from '../problemIndex.ts';
import { layerStop } from '../scene/buildScene.ts';
import { countText, fateText, shapeText } from '../scene/rowText.ts';
import { BitsChip } from './BitsChip.tsx';
import './LayerRow.css';
import { ProblemMark } from './ProblemMark.tsx';

/** One Keras layer: name, type, output shape, parameters, bits, problems. */
export const LayerRow = memo(function LayerRow({
  layer,
  problems,
}: {
  readonly layer: LayerView;
  readonly problems: ProblemCount | undefined;
}) {
  const stop = layerStop(layer.name);
  const { firstStop, changed } = useGraph();
  // One subscription a row: there are hundreds of rows, and every change of the store asks them all.
  const place = useStudio(({ selected, graphStop }) => {
    const isStop = (graphStop ?? firstStop) === stop;
    if (selected === layer.name) return isStop ? 'selected and stop' : 'selected';
    return isStop ? 'stop' : 'elsewhere';
  });
  const isSelected = place.startsWith('selected');
  const isStop = place.endsWith('stop');
  const fate = fateText(layer);
  const change = changed.get(layer.name);
  const label = [
    layer.name,
    layer.className,
    // As it is written in the row: speech control calls a button by what it shows (WCAG 2.5.3).
    shapeText(layer.outputShape),
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
        <span className="layer-row-name">{layer.name}</span>{' '}
        <span className="layer-row-type">{layer.className}</span>{' '}
        <span className="layer-row-shape">{shapeText(layer.outputShape)}</span>{' '}
        <span className="layer-row-parameters">
          {layer.parameters > 0 ? countText(layer.parameters) : ''}
        </span>
      </button>
      <BitsChip layer={layer} />
      {problems && <ProblemMark problems={problems} />}
    </li>
  );
});
