import { memo } from 'react';
import { usePaints } from '../GraphContext.ts';
import { linkWidth, pathOf, tipOf } from '../scene/linkShape.ts';
import { linkText } from '../scene/labels.ts';
import type { DrawnLink } from './useShown.ts';
import './Links.css';

/** The links in view. Ours, not React Flow's edges: one costs as much as a node there, and none is to be clicked. */
export const Links = memo(function Links({ links }: { readonly links: readonly DrawnLink[] }) {
  const { silent } = usePaints();
  return (
    <svg className="links" width="1" height="1">
      {links.map((drawn) => (
        <Link key={drawn.link.id} drawn={drawn} silent={silent.get(drawn.link.source)} />
      ))}
    </svg>
  );
});

/** The output of one node on its way to the next: shape and bits; as wide as its share of spikes after a run. */
const Link = memo(function Link({
  drawn: { link, points, label },
  silent,
}: {
  readonly drawn: DrawnLink;
  readonly silent: number | undefined;
}) {
  const width = linkWidth(silent);
  return (
    <g className="link-edge" data-live={silent !== undefined}>
      <path className="link-edge-line" d={pathOf(points)} strokeWidth={width} />
      <path className="link-edge-tip" d={tipOf(points, width)} />
      <text className="link-edge-text" x={label.x} y={label.y}>
        {linkText(link, silent)}
      </text>
    </g>
  );
});
