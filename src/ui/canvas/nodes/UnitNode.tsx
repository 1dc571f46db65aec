import type { Node, NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { useStudio } from '../../../store/studioStore.ts';
import { classNames } from '../../design/index.ts';
import { useGraph } from '../GraphContext.ts';
import { kindText } from '../scene/rowText.ts';
import type { Unit } from '../scene/units.ts';
import { LayerRow } from './LayerRow.tsx';
import { LinkEnds } from './LinkEnds.tsx';
import { NodeHeader, useProblems } from './NodeHeader.tsx';
import './UnitNode.css';
import { useIsFar } from './useIsFar.ts';

export type UnitNodeType = Node<{ readonly unit: Unit }, 'unit'>;

/** A block with its Keras layers as rows, or a layer that fits no block. */
export const UnitNode = memo(function UnitNode({ id, data: { unit } }: NodeProps<UnitNodeType>) {
  const { name, block, layers } = unit;
  const { index, problems } = useProblems(layers);
  const isParting = useStudio(({ simulate }) => simulate?.parting === name);
  const isFar = useIsFar();
  const paint = useGraph().painted.paints.get(id);
  if (isFar) {
    return (
      <div
        className={classNames(
          'unit-node unit-node-far',
          !block && 'unit-node-loose',
          problems && `unit-node-${problems.worst}`,
        )}
        style={paint && { background: paint.fill }}
      >
        <LinkEnds />
      </div>
    );
  }
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
        {isParting && (
          <span
            className="unit-node-parting"
            title="Quantized and spiking model differ from here on."
          >
            First to differ
          </span>
        )}
      </NodeHeader>
      <ol>
        {layers.map((layer) => (
          <LayerRow key={layer.name} layer={layer} problems={index.get(layer.name)} />
        ))}
      </ol>
      <LinkEnds />
    </div>
  );
});
