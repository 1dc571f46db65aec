import type { Node, NodeProps } from '@xyflow/react';
import { ChevronDown, ChevronRight } from 'lucide-react';
import { memo } from 'react';
import { setGraphStop, setGroups } from '../../../store/actions/canvas.ts';
import { useStudio } from '../../../store/studioStore.ts';
import { classNames } from '../../design/index.ts';
import { useGraph } from '../GraphContext.ts';
import { groupStop, idsOf } from '../scene/buildScene.ts';
import { groupSummary, groupTitle } from '../scene/labels.ts';
import type { Group } from '../scene/groups.ts';
import './GroupNode.css';
import { NodeHeader, useProblems } from './NodeHeader.tsx';

export type GroupNodeType = Node<{ readonly group: Group }, 'group'>;
export type FrameNodeType = Node<{ readonly group: Group }, 'frame'>;

/** A folded group as one node: repeats of equal blocks, or a nested model. */
export const GroupNode = memo(function GroupNode({
  id,
  data: { group },
}: NodeProps<GroupNodeType>) {
  const problems = useProblems(layersOf(group));
  const { kind, name } = groupTitle(group);
  return (
    <div className={classNames('group-node', `group-node-${group.kind}`)}>
      <NodeHeader id={id} kind={kind} name={name} problems={problems} />
      <p className="group-node-summary">{groupSummary(group)}</p>
      <FoldButton group={group} isOpen={false} />
    </div>
  );
});

/** The frame around the members of an open group. */
export const FrameNode = memo(function FrameNode({ data: { group } }: NodeProps<FrameNodeType>) {
  const { kind, name } = groupTitle(group);
  return (
    <div className={classNames('frame-node', `frame-node-${group.kind}`)}>
      <div className="frame-node-title">
        <span className="node-header-kind">{kind}</span>
        <span className="node-header-name">{name}</span>
        <FoldButton group={group} isOpen />
      </div>
    </div>
  );
});

function FoldButton({ group, isOpen }: { readonly group: Group; readonly isOpen: boolean }) {
  const stop = groupStop(group.id);
  const { firstStop } = useGraph();
  const isStop = useStudio((state) => (state.graphStop ?? firstStop) === stop);
  const { label } = groupTitle(group);
  const Icon = isOpen ? ChevronDown : ChevronRight;
  return (
    <button
      type="button"
      className="fold-button"
      aria-expanded={isOpen}
      aria-label={`${label}, ${groupSummary(group)}`}
      data-stop={stop}
      tabIndex={isStop ? 0 : -1}
      onFocus={() => {
        setGraphStop(stop);
      }}
      onClick={() => {
        setGroups(idsOf(group), !isOpen);
      }}
    >
      <Icon size={16} aria-hidden />
      {isOpen ? 'Fold' : 'Unfold'}
    </button>
  );
}

const layers = new WeakMap<Group, ReturnType<typeof allLayers>>();

/** Kept per group, so that a render does not look like a change. */
function layersOf(group: Group) {
  const known = layers.get(group) ?? allLayers(group);
  layers.set(group, known);
  return known;
}

function allLayers({ units }: Group) {
  return units.flatMap((unit) => unit.layers);
}
