import type { Node, NodeProps } from '@xyflow/react';
import { memo } from 'react';
import type { LayerView } from '../../../project/views/graphView.ts';
import { setGraphStop } from '../../../store/actions/canvas.ts';
import { selectLayer } from '../../../store/actions/view.ts';
import { useStudio } from '../../../store/studioStore.ts';
import { classNames } from '../../design/index.ts';
import { useGraph, usePaints } from '../GraphContext.ts';
import { layerStop } from '../scene/buildScene.ts';
import { problemText, type ProblemCount } from '../scene/problemIndex.ts';
import { countText, fateText, kindText, shapeText } from '../scene/rowText.ts';
import type { Unit } from '../scene/units.ts';
import { BitsChip } from './BitsEditor.tsx';
import { NodeHeader, ProblemMark, useProblems } from './NodeHeader.tsx';
import './UnitNode.css';

export type UnitNodeType = Node<{ readonly unit: Unit }, 'unit'>;

/** A block with its Keras layers as rows, or a layer that fits no block. */
export const UnitNode = memo(function UnitNode({ id, data: { unit } }: NodeProps<UnitNodeType>) {
  const { name, block, layers } = unit;
  const problems = useProblems(layers);
  const kind = block ? kindText[block.kind] : 'No block';
  return (
    <div
      role="group"
      aria-label={block ? `${name}, ${kind} block` : `${name}, in no block`}
      className={classNames(
        'unit-node',
        !block && `unit-node-loose unit-node-${problems?.worst ?? 'calm'}`,
      )}
    >
      <NodeHeader id={id} kind={kind} name={name} problems={problems}>
        <Parting name={name} />
      </NodeHeader>
      <Rows unit={unit} />
    </div>
  );
});

/** Apart, so that a new colour of the title leaves the rows alone. */
const Rows = memo(function Rows({ unit: { layers } }: { readonly unit: Unit }) {
  const { problems } = useGraph();
  return (
    <ol>
      {layers.map((layer) => (
        <LayerRow key={layer.name} layer={layer} problems={problems.get(layer.name)} />
      ))}
    </ol>
  );
});

function Parting({ name }: { readonly name: string }) {
  const { parting } = usePaints();
  const isShown = useStudio(({ stage }) => stage === 'simulate');
  if (parting !== name || !isShown) return null;
  return (
    <span className="unit-node-parting" title="Quantized and spiking model differ from here on.">
      First to differ
    </span>
  );
}

/** One Keras layer: name, type, output shape, parameters, bits, problems. */
const LayerRow = memo(function LayerRow({
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
