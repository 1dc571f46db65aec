import { Database, FolderOpen, Play } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { InputRange } from '../../../core/data/inputRange.ts';
import { testImages } from '../../../store/actions/trainingData.ts';
import type { Asking } from '../../../store/ask.ts';
import { builtInData } from '../../../store/builtInData.ts';
import { useStudio } from '../../../store/studioStore.ts';
import { Button, Choice, DiagnosticCard, EmptyState, ProgressBar } from '../../design/index.ts';
import { cancelEvaluation, evaluateSet } from '../../../store/simulation/evaluate.ts';
import { RangeQuestionCard } from '../../frame/RangeQuestionCard.tsx';
import { totalsOf } from '../run/activity.ts';
import { readLabelled } from '../../../store/simulation/imageSets.ts';
import { prepareSimulation } from '../../../store/simulation/prepare.ts';
import { useSimulation, type SimulationSet } from '../../../store/simulation/simulationStore.ts';
import './DatasetPanel.css';
import { DatasetResult } from './DatasetResult.tsx';

/** Runs labelled images through the three models and shows how they do. */
export default function DatasetPanel() {
  const plan = useStudio((state) => state.plan);
  const converted = useStudio(({ derived }) => derived?.converted ?? null);
  const { samples, dataset, evaluating, datasetProblems, datasetQuestion } = useSimulation(
    (state) => state,
  );
  const builtIn = samples?.labels ? samples : null;
  useEffect(() => {
    void prepareSimulation();
  }, [plan, converted]);
  if (!converted) {
    return (
      <EmptyState icon={<Database />} title="The model does not convert yet">
        Choose bits under Quantize and fix its errors: then it can run over a data set.
      </EmptyState>
    );
  }
  if (evaluating) {
    return (
      <div className="dataset-running" role="status">
        <p>{evaluating.text}</p>
        <ProgressBar label="Run over the data set" fraction={evaluating.fraction} />
        <Button size="small" onClick={cancelEvaluation}>
          Cancel
        </Button>
      </div>
    );
  }
  return (
    <>
      {datasetQuestion && <RangeQuestionCard question={datasetQuestion} />}
      {datasetProblems?.map((problem, i) => (
        <DiagnosticCard key={i} diagnostic={problem} />
      ))}
      {dataset ? (
        <DatasetResult run={dataset} actions={<Actions builtIn={builtIn} again />} />
      ) : (
        <EmptyState
          icon={<Database />}
          title="Run it over many images"
          action={<Actions builtIn={builtIn} />}
        >
          Accuracy of the float, the quantized and the spiking model, and the work of every layer,
          over labelled images: one .npz, or two .npy or idx files.
        </EmptyState>
      )}
    </>
  );
}

type Limit = '100' | '1000' | 'all';

const LIMITS: readonly { readonly id: Limit; readonly label: string }[] = [
  { id: '100', label: 'First 100' },
  { id: '1000', label: '1000' },
  { id: 'all', label: 'All' },
];

/** Networks with more operations an image than this take minutes for hundreds of images. */
const LARGE = 10_000_000;

function Actions({
  builtIn,
  again = false,
}: {
  readonly builtIn: SimulationSet | null;
  readonly again?: boolean;
}) {
  const picker = useRef<HTMLInputElement>(null);
  const isLarge = useStudio(
    ({ simulate }) => simulate !== null && totalsOf(simulate.layers).denseOperations > LARGE,
  );
  const own = useOwnData();
  const [chosen, setLimit] = useState<Limit | null>(null);
  const limit = chosen ?? (isLarge ? '100' : 'all');
  const run = (
    load: (asking: Asking, range: InputRange | null) => Promise<SimulationSet>,
    name?: string,
  ) => {
    void evaluateSet(async (asking, range) => firstOf(await load(asking, range), limit), name);
  };
  return (
    <div className="dataset-actions">
      <Choice label="How many images" value={limit} options={LIMITS} onChange={setLimit} />
      {builtIn && (
        <Button
          kind={again ? 'secondary' : 'primary'}
          size={again ? 'small' : 'medium'}
          icon={<Play />}
          onClick={() => {
            run(() => Promise.resolve(builtIn));
          }}
        >
          Run {builtIn.name}
        </Button>
      )}
      {own !== null && (
        <Button
          size={again ? 'small' : 'medium'}
          icon={<Play />}
          onClick={() => {
            run(testImages);
          }}
        >
          Run the test images of {own}
        </Button>
      )}
      <Button
        size={again ? 'small' : 'medium'}
        icon={<FolderOpen />}
        onClick={() => picker.current?.click()}
      >
        Choose a data set
      </Button>
      <input
        ref={picker}
        type="file"
        accept=".npz,.npy,.gz,.idx,.ubyte"
        multiple
        aria-label="Data set files"
        className="visually-hidden"
        tabIndex={-1}
        onChange={({ target }) => {
          const files = [...(target.files ?? [])].map((blob) => ({ name: blob.name, blob }));
          target.value = '';
          if (files.length > 0) {
            run(
              (asking, range) => readLabelled(asking, files, range),
              files.map(({ name }) => name).join(', '),
            );
          }
        }}
      />
    </div>
  );
}

/** Name of the user's own data that are open to train with; null where there are none. */
function useOwnData(): string | null {
  return useStudio(({ trainingData: data }) => {
    if (data.status !== 'open') return null;
    const { name } = data.request;
    return builtInData.some((builtIn) => builtIn.name === name) ? null : name;
  });
}

function firstOf(set: SimulationSet, limit: Limit): SimulationSet {
  const [count = 0, ...shape] = set.images.shape;
  const taken = limit === 'all' ? count : Math.min(count, Number(limit));
  if (taken === count) return set;
  const data = set.images.data.slice(0, (set.images.data.length / count) * taken);
  return {
    ...set,
    name: `${set.name}, the first ${taken}`,
    images: { shape: [taken, ...shape], data },
    labels: set.labels?.slice(0, taken) ?? null,
  };
}
