import type { ReactNode } from 'react';
import type { Estimate } from '../../core/cost/estimate.ts';
import { Popover, SourceText } from '../design/index.ts';
import { quantityText, rangeOf } from './estimates.ts';
import './Figure.css';

interface FigureProps {
  /** What it is a figure of: the name of the panel that a press opens. */
  readonly name: string;
  readonly value: ReactNode;
  /** How far it may be off, or what it is out of. */
  readonly range?: string | undefined;
  /** What it stands on, in a sentence or two. */
  readonly basis: ReactNode;
  /** A page of the specification. */
  readonly source: string;
}

/** A figure that says on a press what it stands on. */
export function Figure({ name, value, range, basis, source }: FigureProps) {
  return (
    <Popover
      label={`${name}: what it stands on`}
      side="top"
      trigger={
        <button type="button" className="figure">
          <span className="figure-value">{value}</span>
          {range !== undefined && <span className="figure-range"> {range}</span>}
          <span className="figure-name"> {name}</span>
        </button>
      }
    >
      <div className="figure-basis">
        <h3>{name}</h3>
        <p>{basis}</p>
        <p className="figure-source">
          <SourceText source={source} />
        </p>
      </div>
    </Popover>
  );
}

/** The specification of costs and of mappings. */
export const COST_SOURCE = 'docs/reference/cost-model.md#time-of-an-inference';
export const MAPPING_SOURCE = 'docs/reference/chips-mapping.md#how-well-it-holds';

interface EstimateFigureProps {
  readonly name: string;
  readonly estimate: Estimate;
  readonly units: Parameters<typeof quantityText>[1];
  /** What ran, and what the figure leaves out. */
  readonly more?: ReactNode;
}

/** An estimate with its range; its basis on a press. */
export function EstimateFigure({ name, estimate, units, more }: EstimateFigureProps) {
  const text = quantityText(estimate.value, units);
  return (
    <Figure
      name={name}
      value={text}
      range={rangeOf(estimate, units)}
      source={COST_SOURCE}
      basis={
        <>
          {quantityText(estimate.low, units)} to {quantityText(estimate.high, units)}.{' '}
          {estimate.basis}
          {more !== undefined && <> {more}</>}
        </>
      }
    />
  );
}
