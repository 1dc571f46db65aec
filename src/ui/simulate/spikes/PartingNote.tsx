import { selectLayer } from '../../../store/actions/view.ts';
import type { Comparison } from '../../../project/runs.ts';
import { formatShare } from '../run/activity.ts';

/** Where quantized and spiking model first differ, by how many values and how much. Conversion rounds: it is no defect. */
export function PartingNote({
  parting: { layers, first },
}: {
  readonly parting: NonNullable<Comparison['parting']>;
}) {
  const layer = layers.find(({ name }) => name === first);
  if (!layer) {
    return <p className="simulate-note">Quantized and spiking model agree in every value.</p>;
  }
  const { name, differing, values, maxDifference, unit } = layer;
  const levels = Math.round(maxDifference);
  const amount =
    unit === 'levels'
      ? `by ${levels === 1 ? 'one level' : `up to ${levels} levels`}`
      : `by up to ${maxDifference.toFixed(1)} of potential`;
  return (
    <p className="simulate-note">
      They first differ in{' '}
      <button
        type="button"
        className="link code"
        onClick={() => {
          selectLayer(name);
        }}
      >
        {name}
      </button>
      : {differing} of {values} values ({formatShare(differing / values)}), {amount}. Conversion
      rounds steps and thresholds: that is normal.
    </p>
  );
}
