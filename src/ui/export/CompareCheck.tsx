import { CircleCheck, CircleDashed, OctagonAlert } from 'lucide-react';
import { compareExport } from '../../store/actions/exportModel.ts';
import { measuredOf } from '../../store/outcome/outcome.ts';
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
  /** Potentials of the head that differ; where all spikes agree, they must as well. */
  readonly potentials: number;
  /** Name of the first layer with a difference. */
  readonly first: string | null;
}

/** Runs quantized and converted network side by side and tells whether every integer is the same. */
export function CompareCheck() {
  const isKeras = useStudio(({ model }) => model?.kind === 'keras');
  const plan = useStudio((state) => state.plan);
  const comparison = useStudio((state) => state.exportComparison);
  const busy = useStudio((state) => state.comparingExport);
  const classes = useStudio((state) => measuredOf(state)?.outcome.agreement ?? null);
  if (!isKeras) return null;
  if (comparison?.plan !== plan) {
    // Spikes were not compared, but classes were wherever the accuracy was measured.
    const isSame = classes !== null && classes.same === classes.images;
    return (
      <li className="export-check" data-passes={isSame ? true : 'unknown'}>
        {isSame ? <CircleCheck size={16} aria-hidden /> : <CircleDashed size={16} aria-hidden />}
        <span>
          {classes
            ? `Same class as the quantized Keras model on ${classes.same} of ${classes.images} images`
            : 'Not yet run against Keras'}
          <Button size="small" disabled={busy} onClick={() => void compareExport()}>
            {busy ? 'Running' : classes ? 'Compare every spike' : 'Run both'}
          </Button>
        </span>
      </li>
    );
  }
  const { on, parting } = comparison;
  const agreement = agreementOf(parting);
  const { spikes, differing, potentials } = agreement;
  const share = 1 - differing / Math.max(spikes, 1);
  // Conversion rounds thresholds: spikes that differ move the potentials after them.
  const passes = differing === 0 ? potentials === 0 : share >= GOOD_SHARE;
  return (
    <li className="export-check" data-passes={passes}>
      {passes ? <CircleCheck size={16} aria-hidden /> : <OctagonAlert size={16} aria-hidden />}
      <span role="status">
        {differing > 0
          ? `${(share * 100).toFixed(2)} % of the spikes equal Keras`
          : passes
            ? 'Equal to the quantized Keras model'
            : 'The answers differ from Keras'}
        <span className="export-check-detail">{detailOf(agreement, on)}</span>
      </span>
    </li>
  );
}

function detailOf({ spikes, differing, most, potentials, first }: Agreement, on: string): string {
  if (differing > 0)
    return `The rest is off by ${most} ${most === 1 ? 'level' : 'levels'} at most, first in ${first ?? ''}: thresholds are whole numbers on the chip. On ${on}.`;
  if (potentials > 0)
    return `${potentials} ${potentials === 1 ? 'potential' : 'potentials'} of ${first ?? ''} ${potentials === 1 ? 'is' : 'are'} not what Keras gives. On ${on}.`;
  return `Every ${spikes === 0 ? 'potential' : 'spike'} of every layer, on ${on}.`;
}

function agreementOf({ layers, first }: NonNullable<Comparison['parting']>): Agreement {
  const spiking = layers.filter(({ unit }) => unit === 'levels');
  const sumOf = (of: typeof layers) => of.reduce((sum, { differing }) => sum + differing, 0);
  return {
    spikes: spiking.reduce((sum, { values }) => sum + values, 0),
    differing: sumOf(spiking),
    potentials: sumOf(layers) - sumOf(spiking),
    most: Math.max(0, ...spiking.map(({ maxDifference }) => maxDifference)),
    first,
  };
}
