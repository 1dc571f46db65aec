import type { Edge, EdgeProps } from '@xyflow/react';
import { memo } from 'react';
import { useStudio } from '../../../store/studioStore.ts';
import type { Point } from '../../../worker/layout/layout.ts';
import { silentShares } from '../paint/sparsity.ts';
import type { SceneLink } from '../scene/buildScene.ts';
import { linkWidth, pathOf, tipOf } from '../scene/linkShape.ts';
import { linkText } from '../scene/linkText.ts';
import './LinkEdge.css';
import { useIsFar } from './useIsFar.ts';

export type LinkEdgeType = Edge<
  { readonly link: SceneLink; readonly points: readonly Point[]; readonly label: Point },
  'link'
>;

/** The output of one node on its way to the next: shape and bits; as wide as its share of spikes after a run. */
export const LinkEdge = memo(function LinkEdge({ data }: EdgeProps<LinkEdgeType>) {
  const silent = useStudio((state) =>
    data ? silentShares(state).get(data.link.source) : undefined,
  );
  const isFar = useIsFar();
  if (!data) return null;
  const { link, points, label } = data;
  const width = linkWidth(silent);
  return (
    <g className="link-edge" data-live={silent !== undefined}>
      <path className="link-edge-line" d={pathOf(points)} strokeWidth={width} />
      <path className="link-edge-tip" d={tipOf(points, width)} />
      {!isFar && (
        <text className="link-edge-text" x={label.x} y={label.y}>
          {linkText(link, silent)}
        </text>
      )}
    </g>
  );
});
