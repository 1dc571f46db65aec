import type { InputRange } from '../../core/data/inputRange.ts';
import type { Diagnostic } from '../../core/errors/diagnostic.ts';
import type { Evaluation } from '../../core/forward/evaluateModel.ts';
import { keepEvents } from '../actions/chip.ts';
import { ask, cancelAsk, type Asking } from '../ask.ts';
import { toast } from '../actions/interface.ts';
import { rangeQuestion } from '../rangeQuestion.ts';
import { studioStore } from '../studioStore.ts';
import { simulationStore, type SimulationSet } from './simulationStore.ts';

const ended = () => {
  simulationStore.setState({ evaluating: null });
};
const failed = (datasetProblems: readonly Diagnostic[]) => {
  simulationStore.setState({ datasetProblems });
};

/** Reads images to run. @param range  what was answered to the question of their range; null before */
type LoadSet = (asking: Asking, range: InputRange | null) => Promise<SimulationSet>;

/**
 * Reads labelled images, runs them through the three models and shows how they do.
 * @param load  reads the images; what was chosen stays chosen when the plan changes meanwhile
 * @param name  of the files that the user chose; null for images that come with the studio
 */
export async function evaluateSet(
  load: LoadSet,
  name: string | null = null,
  range: InputRange | null = null,
): Promise<void> {
  await ask(
    {
      ...({ key: 'simulate/set', about: 'document', ended } as const),
      failed: (problems) => {
        const datasetQuestion = rangeQuestion(problems, name ?? '', (answer) => {
          void evaluateSet(load, name, answer);
        });
        failed(datasetQuestion ? [] : problems);
        simulationStore.setState({ datasetQuestion });
      },
      dropped: () => {
        if (name !== null) tellNotRun(name);
      },
    },
    async (asking) => {
      cancelAsk('simulate/evaluate');
      simulationStore.setState({
        datasetProblems: null,
        datasetQuestion: null,
        evaluating: { text: 'Reading the data', fraction: null },
      });
      await evaluate(await load(asking, range));
    },
  );
}

/** Says that something the user chose is not run because another model is there. */
export function tellNotRun(name: string): void {
  toast({
    tone: 'warning',
    text: `${name} was not run: another model was opened meanwhile.`,
    hint: 'Choose it again to run it through this one.',
  });
}

async function evaluate(set: SimulationSet): Promise<void> {
  await ask(
    {
      ...({ key: 'simulate/evaluate', about: 'plan', failed, ended } as const),
      dropped: (why) => {
        if (why === 'plan') offerAgain(set);
      },
    },
    async ({ studio, plan }) => {
      const { images } = set;
      const labels = set.labels ?? new Int32Array(0);
      const result = await studio(
        'evaluate',
        { plan, images, labels },
        {
          onEvent: (evaluating) => {
            simulationStore.setState({ evaluating });
          },
        },
      );
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
      const { samples, layers } = result;
      keepEvents({
        on: `the mean of ${samples.toLocaleString('en')} inputs of ${set.name}`,
        inputs: samples,
        events: Object.fromEntries(layers.map(({ name, events }) => [name, events / samples])),
      });
    },
  );
}

function offerAgain(set: SimulationSet): void {
  toast({
    tone: 'neutral',
    text: `The run over ${set.name} was given up: the settings changed.`,
    action: { label: 'Run again', run: () => void evaluateSet(() => Promise.resolve(set)) },
  });
}

/** Gives up the run over a data set. */
export function cancelEvaluation(): void {
  cancelAsk('simulate/evaluate');
  cancelAsk('simulate/set');
}

/** The confusion matrix row by row. */
export function rowsOf({ confusion, classes }: Evaluation): readonly (readonly number[])[] {
  return Array.from({ length: classes }, (_, label) => [
    ...confusion.subarray(label * classes, (label + 1) * classes),
  ]);
}
