import { isStudioError } from '../../../core/errors/diagnostic.ts';
import type { Evaluation } from '../../../core/forward/scoreOutputs.ts';
import { studioClient } from '../../../store/studioClient.ts';
import { studioStore } from '../../../store/studioStore.ts';
import { simulationStore, type ImageSet } from './simulationStore.ts';

let running: AbortController | null = null;

/** Runs labelled images through the three models and shows how they do. */
export async function evaluateSet(load: (signal: AbortSignal) => Promise<ImageSet>): Promise<void> {
  running?.abort();
  const controller = new AbortController();
  const { signal } = controller;
  running = controller;
  const { plan } = studioStore.getState();
  const isCurrent = () => running === controller && studioStore.getState().plan === plan;
  simulationStore.setState({
    datasetProblems: null,
    evaluating: { step: 'Reading the data', fraction: null },
  });
  try {
    const set = await load(signal);
    const { images } = set;
    const labels = set.labels ?? new Int32Array(0);
    const result = await studioClient.call(
      'evaluate',
      { plan, images, labels },
      {
        signal,
        onProgress: (evaluating) => {
          if (isCurrent()) simulationStore.setState({ evaluating });
        },
      },
    );
    if (!isCurrent()) return;
    simulationStore.setState({ dataset: { set, result } });
    const accuracyOf = (model: Evaluation | null) => model && model.accuracy;
    studioStore.setState({
      evaluation: {
        name: set.name,
        samples: result.samples,
        accuracy: {
          float: accuracyOf(result.float),
          quantized: accuracyOf(result.quantized),
          spiking: result.spiking.accuracy,
        },
        layers: result.layers,
        confusion: rowsOf(result.spiking),
      },
    });
  } catch (error) {
    if (signal.aborted) return;
    if (!isStudioError(error)) throw error;
    if (isCurrent()) simulationStore.setState({ datasetProblems: error.diagnostics });
  } finally {
    if (running === controller) {
      running = null;
      simulationStore.setState({ evaluating: null });
    }
  }
}

/** Gives up the run over a data set. */
export function cancelEvaluation(): void {
  running?.abort();
  running = null;
  simulationStore.setState({ evaluating: null });
}

/** The confusion matrix row by row. */
export function rowsOf({ confusion, classes }: Evaluation): readonly (readonly number[])[] {
  return Array.from({ length: classes }, (_, label) => [
    ...confusion.subarray(label * classes, (label + 1) * classes),
  ]);
}
