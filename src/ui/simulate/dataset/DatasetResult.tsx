import { axisX, axisY, barX, gridX, plot, ruleX } from '@observablehq/plot';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { LayerActivity } from '../../../project/views/network.ts';
import type { DatasetRun } from '../../../store/simulation/simulationStore.ts';
import type { DatasetEvaluation } from '../../../project/runs.ts';
import { useElementSize } from '../../design/useElementSize.ts';
import { ActivityTable } from '../spikes/ActivityTable.tsx';
import { ConfusionMatrix, type ConfusionCell } from './ConfusionMatrix.tsx';
import { ImageGallery } from './ImageGallery.tsx';
import '../modelColours.css';
import './DatasetResult.css';

/** What a run over a data set gave: accuracy, work of every layer, what is taken for what, and the images to look at. */
export function DatasetResult({
  run,
  actions,
}: {
  readonly run: DatasetRun;
  readonly actions: ReactNode;
}) {
  const [cell, setCell] = useState<ConfusionCell | null>(null);
  const { set, result } = run;
  return (
    <div className="dataset-result">
      <header>
        <p>
          <strong>{set.name}</strong>
        </p>
        {actions}
      </header>
      <section aria-labelledby="dataset-accuracy">
        <h3 id="dataset-accuracy">Right answers</h3>
        <AccuracyBars result={result} />
      </section>
      <section className="dataset-chart" aria-labelledby="dataset-operations">
        <h3 id="dataset-operations">Operations for one image, in millions</h3>
        <OperationsChart layers={result.layers} inputs={result.samples} />
      </section>
      <section className="dataset-wide" aria-labelledby="dataset-layers">
        <h3 id="dataset-layers">Layers, mean of {result.samples} images</h3>
        <ActivityTable layers={result.layers} inputs={result.samples} />
      </section>
      <section aria-labelledby="dataset-confusion">
        <h3 id="dataset-confusion">What the spiking model takes for what</h3>
        <ConfusionMatrix
          evaluation={result.spiking}
          classNames={set.classNames}
          selected={cell}
          onSelect={setCell}
        />
      </section>
      <section aria-labelledby="dataset-images">
        <h3 id="dataset-images">Images to look at</h3>
        <ImageGallery
          run={run}
          cell={cell}
          onClear={() => {
            setCell(null);
          }}
        />
      </section>
    </div>
  );
}

const MODELS = [
  { id: 'float', name: 'Float' },
  { id: 'quantized', name: 'Quantized' },
  { id: 'spiking', name: 'Spiking' },
] as const;

/** Share of right answers of each model, as bars with the exact counts. */
function AccuracyBars({ result }: { readonly result: DatasetEvaluation }) {
  return (
    <table className="accuracy-bars">
      <caption className="visually-hidden">Right answers of each model</caption>
      <tbody>
        {MODELS.map(({ id, name }) => {
          const model = result[id];
          if (!model) return null;
          const { accuracy, correct, samples } = model;
          return (
            <tr key={id} data-model={id}>
              <th scope="row">{name}</th>
              <td>
                <span className="accuracy-track" aria-hidden>
                  <span style={{ width: `${accuracy * 100}%` }} />
                </span>
              </td>
              <td className="accuracy-number">{(accuracy * 100).toFixed(1)} %</td>
              <td className="accuracy-count">
                {correct} of {samples}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

const ROW_HEIGHT = 26;
const LABELS_WIDTH = 96;

/** Operations of every layer against a dense network's. The table of layers says the same in numbers. */
function OperationsChart({
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
