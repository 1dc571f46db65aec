import { axisX, axisY, barX, gridX, plot, ruleX } from '@observablehq/plot';
import { useEffect, useRef } from 'react';
import type { LayerActivity } from '../../../project/views/network.ts';
import { useElementSize } from '../../design/useElementSize.ts';
import './OperationsChart.css';

const ROW_HEIGHT = 26;
const LABELS_WIDTH = 96;

/** Operations of every layer against a dense network's. The table of layers says the same in numbers. */
export function OperationsChart({
  layers,
  inputs,
}: {
  readonly layers: readonly LayerActivity[];
  readonly inputs: number;
}) {
  const [frame, { width }] = useElementSize();
  const holder = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (width === 0) return;
    const millions = (count: number) => count / inputs / 1e6;
    const names = layers.map(({ name }) => name);
    const chart = plot({
      width,
      height: layers.length * ROW_HEIGHT + 44,
      marginLeft: LABELS_WIDTH,
      marginRight: 16,
      marginTop: 4,
      style: { background: 'none', color: 'inherit', fontSize: '11px' },
      y: { domain: names, label: null, padding: 0.25 },
      x: { label: null, nice: true },
      marks: [
        gridX({ ticks: 5, stroke: 'var(--line)', strokeOpacity: 1 }),
        axisX({ ticks: 5, label: null, tickSize: 0 }),
        axisY({ label: null, tickSize: 0, fontFamily: 'var(--font-code)' }),
        barX(layers, {
          x: (layer: LayerActivity) => millions(layer.denseOperations),
          y: 'name',
          fill: 'var(--line-control)',
          fillOpacity: 0.45,
        }),
        barX(layers, {
          x: (layer: LayerActivity) => millions(layer.operations),
          y: 'name',
          fill: 'var(--accent)',
          insetTop: 4,
          insetBottom: 4,
        }),
        ruleX([0], { stroke: 'var(--line-control)' }),
      ],
    });
    chart.setAttribute('aria-hidden', 'true');
    holder.current?.replaceChildren(chart);
  }, [layers, inputs, width]);

  return (
    <figure className="operations-chart" ref={frame}>
      <ul aria-hidden>
        <li>Spiking</li>
        <li>Dense network</li>
      </ul>
      <div ref={holder} />
    </figure>
  );
}
