import { useCallback } from 'react';
import { Chart, token, type ChartProps } from './Chart.tsx';
import { Term } from '../design/index.ts';
import { defineInspectorSection, useDetails } from './define.ts';
import { formatNumber } from '../design/format.ts';

const HEIGHT = 92;

/** Thresholds and steps of the layer of the chip, one of each a neuron. */
export const convertedSection = defineInspectorSection({
  id: 'converted',
  title: 'On the chip',
  shows: (_layer, details) => Boolean(details?.converted),
  Content: Converted,
});

function Converted() {
  const details = useDetails();
  if (!details?.converted) return null;
  const { kind, neurons, thresholds, steps, spikes } = details.converted;
  return (
    <>
      <p className="inspector-doc">
        <span className="code">{kind}</span>, {neurons.toLocaleString('en')} neurons a position.{' '}
        {spikes ? (
          <>
            A <Term id="spike">spike</Term> is the <Term id="potential">potential</Term> above the
            threshold, counted in steps.
          </>
        ) : (
          <>
            It is the <Term id="head">head</Term>: it gives potentials, and no spikes.
          </>
        )}
      </p>
      <table className="number-table">
        <thead>
          <tr>
            <td />
            <th scope="col">min</th>
            <th scope="col">median</th>
            <th scope="col">max</th>
          </tr>
        </thead>
        <tbody>
          <Row name={<Term id="threshold">threshold</Term>} values={thresholds} />
          <Row name={<Term id="step">step</Term>} values={steps} />
        </tbody>
      </table>
      <ByNeuron layer={details.name} name="threshold" values={thresholds} />
      <ByNeuron layer={details.name} name="step" values={steps} />
    </>
  );
}

function Row({
  name,
  values,
}: {
  readonly name: React.ReactNode;
  readonly values: readonly number[];
}) {
  const [min, median, max] = spread(values);
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className="code">{formatNumber(min)}</td>
      <td className="code">{formatNumber(median)}</td>
      <td className="code">{formatNumber(max)}</td>
    </tr>
  );
}

interface ByNeuronProps {
  readonly layer: string;
  readonly name: string;
  readonly values: readonly number[];
}

function ByNeuron({ layer, name, values }: ByNeuronProps) {
  const draw = useCallback<ChartProps['draw']>(
    (Plot, width) =>
      Plot.plot({
        width,
        height: HEIGHT,
        marginLeft: 44,
        marginRight: 8,
        marginTop: 14,
        marginBottom: 26,
        x: { label: 'neuron', ticks: 4, domain: [-1, values.length] },
        y: { label: name, ticks: 3, tickFormat: 's', nice: true },
        marks: [
          Plot.ruleY([0], { stroke: token('line-control') }),
          Plot.ruleX(values, {
            x: (_value: number, i: number) => i,
            y1: 0,
            y2: (value: number) => value,
            stroke: token('accent'),
            strokeWidth: Math.max(1, Math.min(4, 180 / values.length)),
          }),
        ],
      }),
    [values, name],
  );
  const [min, median, max] = spread(values);
  return (
    <Chart
      label={`The ${name} of ${values.length} neurons: ${formatNumber(min)} to ${formatNumber(max)}, median ${formatNumber(median)}.`}
      name={`${layer}_${name}`}
      draw={draw}
      height={HEIGHT}
    />
  );
}

function spread(values: readonly number[]): readonly [number, number, number] {
  const sorted = [...values].sort((a, b) => a - b);
  return [sorted[0] ?? 0, sorted[sorted.length >> 1] ?? 0, sorted.at(-1) ?? 0];
}
