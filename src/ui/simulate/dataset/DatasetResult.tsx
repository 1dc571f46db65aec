import { useState, type ReactNode } from 'react';
import { ActivityTable } from '../spikes/ActivityTable.tsx';
import type { DatasetRun } from '../../../store/simulation/simulationStore.ts';
import { AccuracyBars } from './AccuracyBars.tsx';
import { ConfusionMatrix, type ConfusionCell } from './ConfusionMatrix.tsx';
import { ImageGallery } from './ImageGallery.tsx';
import { OperationsChart } from './OperationsChart.tsx';

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
