import type { Node, NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { classNames } from '../../design/index.ts';
import { useGraph, usePaints } from '../GraphContext.ts';
import { kindText } from '../scene/rowText.ts';
import type { Unit } from '../scene/units.ts';
import { LayerRow } from './LayerRow.tsx';
import { NodeHeader, useProblems } from './NodeHeader.tsx';
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
  if (parting !== name) return null;
  return (
    <span className="unit-node-parting" title="Quantized and spiking model differ from here on.">
      First to differ
    </span>
  );
}
