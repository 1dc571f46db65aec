import { useMemo } from 'react';
import type { TrainingRun } from '../../../store/slices/finetune.ts';
import { formatAccuracy, formatLoss } from '../trainingStatus.ts';
import { LiveChart } from './LiveChart.tsx';

/** Loss and accuracy as they change, of the images that train and of those that validate. */
export default function TrainingCurves({ run }: { readonly run: TrainingRun }) {
  const { points, epochs } = run;
  const curves = useMemo(() => curvesOf({ points, epochs }), [points, epochs]);
  const judges = epochs.length > 0;
  return (
    <>
      <LiveChart
        title="Loss"
        steps={curves.steps}
        format={formatLoss}
        tickFormat={(loss) => String(Number(loss.toFixed(3)))}
        summary={summaryOf('Loss', curves.loss, curves.validationLoss, formatLoss)}
        series={[
          { name: 'training', colour: '--accent', values: curves.loss },
          ...(judges
            ? [
                {
                  name: 'validation',
                  colour: '--hardware',
                  dots: true,
                  values: curves.validationLoss,
                },
              ]
            : []),
        ]}
      />
      <LiveChart
        title="Accuracy"
        steps={curves.steps}
        format={formatAccuracy}
        tickFormat={(share) => `${Number((share * 100).toFixed(1))} %`}
        summary={summaryOf('Accuracy', curves.accuracy, curves.validationAccuracy, formatAccuracy)}
        series={[
          { name: 'training', colour: '--accent', values: curves.accuracy },
          ...(judges
            ? [
                {
                  name: 'validation',
                  colour: '--hardware',
                  dots: true,
                  values: curves.validationAccuracy,
                },
              ]
            : []),
        ]}
      />
    </>
  );
}

function summaryOf(
  what: string,
  training: Curves['loss'],
  validation: Curves['loss'],
  format: (value: number) => string,
): string {
  const course = (name: string, values: Curves['loss']) => {
    const known = values.filter((value) => value !== null);
    const [first, last] = [known[0], known.at(-1)];
    if (first === undefined || last === undefined) return '';
    return ` on the ${name} images from ${format(first)} to ${format(last)}.`;
  };
  const text = course('training', training) + course('validation', validation);
  return text === '' ? `${what}: no values yet.` : `${what}${text}`;
}

/** Curves of a training on one axis of steps: values of the training batches and of the epochs side by side. */
interface Curves {
  readonly steps: readonly number[];
  readonly loss: readonly (number | null)[];
  readonly validationLoss: readonly (number | null)[];
  readonly accuracy: readonly (number | null)[];
  readonly validationAccuracy: readonly (number | null)[];
}

/** Merges the points of a training by their steps. */
function curvesOf({ points, epochs }: Pick<TrainingRun, 'points' | 'epochs'>): Curves {
  const byStep = new Map(points.map((point) => [point.step, point]));
  const judged = new Map(epochs.map((epoch) => [epoch.step, epoch]));
  const steps = [...new Set([...byStep.keys(), ...judged.keys()])].sort((a, b) => a - b);
  return {
    steps,
    loss: steps.map((step) => byStep.get(step)?.loss ?? null),
    validationLoss: steps.map((step) => judged.get(step)?.validationLoss ?? null),
    accuracy: steps.map((step) => byStep.get(step)?.accuracy ?? null),
    validationAccuracy: steps.map((step) => judged.get(step)?.validationAccuracy ?? null),
  };
}
