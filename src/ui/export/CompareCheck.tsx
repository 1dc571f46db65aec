import { CircleCheck, CircleDashed, OctagonAlert } from 'lucide-react';
import { compareExport } from '../../store/actions/exportModel.ts';
import { useStudio } from '../../store/studioStore.ts';
import type { Comparison } from '../../project/runs.ts';
import { Button } from '../design/index.ts';

/** Rounding of thresholds to whole numbers moves fewer spikes than this leaves room for; a fault moves many more. */
const GOOD_SHARE = 0.99;

/** How the spikes of two models compare, all layers together. */
interface Agreement {
  readonly spikes: number;
  readonly differing: number;
  /** Largest difference in levels. */
  readonly most: number;
  /** Name of the first layer with a difference. */
  readonly first: string | null;
}

/** Runs quantized and converted network side by side and tells whether every integer is the same. */
export function CompareCheck() {
  const isKeras = useStudio(({ model }) => model?.kind === 'keras');
  const plan = useStudio((state) => state.plan);
  const comparison = useStudio((state) => state.exportComparison);
  const busy = useStudio((state) => state.comparingExport);
  if (!isKeras) return null;
  if (comparison?.plan !== plan) {
    return (
      <li className="export-check" data-passes="unknown">
        <CircleDashed size={16} aria-hidden />
        <span>
          Not yet run against Keras
          <Button size="small" disabled={busy} onClick={() => void compareExport()}>
            {busy ? 'Running' : 'Run both'}
          </Button>
        </span>
      </li>
    );
  }
  const { on, parting } = comparison;
  const { spikes, differing, most, first } = agreementOf(parting);
  const share = spikes === 0 ? 1 : 1 - differing / spikes;
  const passes = share >= GOOD_SHARE;
  return (
    <li className="export-check" data-passes={passes}>
      {passes ? <CircleCheck size={16} aria-hidden /> : <OctagonAlert size={16} aria-hidden />}
      <span role="status">
        {differing === 0
          ? 'Equal to the quantized Keras model'
          : `${(share * 100).toFixed(2)} % of the spikes equal Keras`}
        <span className="export-check-detail">
          {differing === 0
            ? `Every spike of every layer, on ${on}.`
            : `The rest is off by ${most} ${most === 1 ? 'level' : 'levels'} at most, first in ${first ?? ''}: thresholds are whole numbers on the chip. On ${on}.`}
        </span>
      </span>
    </li>
  );
}

function agreementOf({ layers, first }: NonNullable<Comparison['parting']>): Agreement {
  const spiking = layers.filter(({ unit }) => unit === 'levels');
  return {
    spikes: spiking.reduce((sum, { values }) => sum + values, 0),
    differing: spiking.reduce((sum, { differing }) => sum + differing, 0),
    most: Math.max(0, ...spiking.map(({ maxDifference }) => maxDifference)),
    first,
  };
}
