import { formatShape } from '../../core/tensor/tensor.ts';
import type { WeightDetails } from '../../project/layer/layerView.ts';
import { useStudio } from '../../store/studioStore.ts';
import { Term } from '../design/index.ts';
import { defineInspectorSection, useDetails } from './define.ts';
import { formatDecibels, formatNumber, formatPercent } from '../design/format.ts';
import { WeightChart, type WeightChartProps } from './WeightChart.tsx';

/** The layer's weights: where they lie, and the integers that they become. */
export const weightsSection = defineInspectorSection({
  id: 'weights',
  title: 'Weights',
  shows: ({ role, weights }, details) =>
    weights.length > 0 || (role === 'neural' && (details?.weights.length ?? 0) > 0),
  Content: Weights,
});

function Weights() {
  const details = useDetails();
  const isDesign = useStudio(({ model }) => model?.isDesign === true);
  if (isDesign) return <p>None yet: the file is a design. They come with training.</p>;
  return details?.weights.map((weight) => (
    <Weight key={weight.name} layer={details.name} weight={weight} />
  ));
}

function Weight({ layer, weight }: WeightChartProps) {
  const { name, shape, spread, zeros, grid } = weight;
  return (
    <figure className="weight">
      <figcaption>
        <span className="code">{name}</span>{' '}
        <span className="weight-shape">{formatShape(shape)}</span>
      </figcaption>
      <WeightChart layer={layer} weight={weight} />
      <dl className="facts">
        <dt>Range</dt>
        <dd className="code">
          {formatNumber(spread.min)} to {formatNumber(spread.max)}
        </dd>
        {grid === null ? (
          <>
            <dt>Zeros</dt>
            <dd className="code">{formatPercent(zeros)}</dd>
          </>
        ) : (
          <>
            {grid.quantizer !== null && (
              <>
                <dt>
                  <Term id="quantizer">Quantizer</Term>
                </dt>
                <dd className="code">{grid.quantizer}</dd>
              </>
            )}
            {grid.step && (
              <>
                <dt>
                  <Term id="scale factor">Step</Term>
                </dt>
                <dd className="code">
                  {grid.step.min === grid.step.max
                    ? formatNumber(grid.step.min)
                    : `${formatNumber(grid.step.min)} to ${formatNumber(grid.step.max)}`}
                </dd>
              </>
            )}
            <dt>Zeros</dt>
            <dd className="code">{formatPercent(zeroShare(weight))}</dd>
            {grid.sqnr !== null && (
              <>
                <dt>
                  <Term id="sqnr">SQNR</Term>
                </dt>
                <dd className="code">{formatDecibels(grid.sqnr)}</dd>
              </>
            )}
          </>
        )}
      </dl>
    </figure>
  );
}

/** Share of weights that are 0 on the grid. */
function zeroShare({ grid, count }: WeightDetails): number {
  const found = grid?.levels.find(({ level }) => level === 0)?.count ?? 0;
  return count === 0 ? 0 : found / count;
}
