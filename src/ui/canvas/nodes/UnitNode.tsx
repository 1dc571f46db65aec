import type { Node, NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { useStudio } from '../../../store/studioStore.ts';
import { classNames } from '../../design/index.ts';
import { kindText } from '../scene/rowText.ts';
import type { Unit } from '../scene/units.ts';
import { LayerRow } from './LayerRow.tsx';
import { LinkEnds } from './LinkEnds.tsx';
import { NodeHeader, useProblems } from './NodeHeader.tsx';
import './UnitNode.css';

export type UnitNodeType = Node<{ readonly unit: Unit }, 'unit'>;

/** A block with its Keras layers as rows, or a layer that fits no block. */
export const UnitNode = memo(function UnitNode({ id, data: { unit } }: NodeProps<UnitNodeType>) {
  const { name, block, layers } = unit;
  const problems = useProblems(layers);
  const isParting = useStudio(({ simulate }) => simulate?.parting === name);
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
          <LayerRow key={layer.name} layer={layer} />
        ))}
      </ol>
      <LinkEnds />
    </div>
  );
});
