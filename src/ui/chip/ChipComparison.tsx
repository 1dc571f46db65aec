import type { ReactNode } from 'react';
import type { CustomChip } from '../../core/targets/custom.ts';
import type { Estimate } from '../../core/cost/estimate.ts';
import type { CostEstimate } from '../../core/cost/estimateCost.ts';
import type { ChipView } from '../../project/views/chip.ts';
import { isSameChip, knownChips } from '../../project/views/mappedChips.ts';
import { targetIdOf, type ChipId } from '../../core/targets/index.ts';
import { setBesideChip } from '../../store/actions/chip.ts';
import { formatBytes } from '../design/format.ts';
import { Badge, Popover, Select, SourceText, Term } from '../design/index.ts';
import './ChipComparison.css';
import { needText, partText } from './chipWords.ts';
import { ENERGY, POWER, quantityText, RATE, rangeOf, TIME } from './estimates.ts';
import { COST_SOURCE } from './Figure.tsx';
import { CustomChipFields } from './CustomChipFields.tsx';

/** Two nodes of four processors, the smallest that is offered: a place to begin. */
const FIRST_OWN: CustomChip = {
  name: 'Own chip',
  processors: { CNP1: 8, FNP2: 1, FNP3: 1 },
  severalPasses: true,
};

/** A chip with the network on it. */
interface Side {
  readonly chip: ChipView;
  readonly cost: CostEstimate | null;
}

/** The chosen chip and another one, side by side. */
export function ChipComparison({ own, beside }: { readonly own: Side; readonly beside: Side }) {
  const { chip: other } = beside.chip;
  const sides = [own, beside];
  const row = (name: ReactNode, cell: (side: Side) => ReactNode) => (
    <tr>
      <th scope="row">{name}</th>
      {sides.map((side) => (
        <td key={targetIdOf(side.chip.chip)}>{cell(side)}</td>
      ))}
    </tr>
  );
  return (
    <>
      {typeof other !== 'string' && <CustomChipFields chip={other} onChange={setBesideChip} />}
      <table className="chip-comparison">
        <caption className="visually-hidden">The network on two chips</caption>
        <thead>
          <tr>
            <td />
            <th scope="col">{own.chip.name}</th>
            <th scope="col">
              <Select
                label="Chip to compare with"
                value={targetIdOf(other)}
                options={optionsBeside(own.chip)}
                onChange={(id) => {
                  setBesideChip(id === 'custom' ? FIRST_OWN : (id as ChipId));
                }}
              />
            </th>
          </tr>
        </thead>
        <tbody>
          {row('Network', ({ chip: { fits, problems } }) => (
            <>
              <Badge tone={fits ? 'ok' : 'hardware'}>{fits ? 'Fits' : 'Does not fit'}</Badge>
              {problems[0] && <p className="chip-comparison-why">{needText(problems[0])}</p>}
            </>
          ))}
          {row(
            <Term id="processor">Processors</Term>,
            ({ chip }) => `${chip.mostAtOnce} of ${chip.mesh.processors}`,
          )}
          {row(<Term id="pass">Passes</Term>, ({ chip }) => chip.passes)}
          {row(<Term id="program">Program</Term>, ({ chip }) => formatBytes(chip.programBytes))}
          {own.cost &&
            own.cost.unknown.length > 0 &&
            row('Layers with a figure', ({ cost }) => cost && (partText(cost) ?? 'all'))}
          {row(<Term id="estimated time">An inference</Term>, ({ cost }) => (
            <EstimateCell name="An inference" estimate={cost?.milliseconds} units={TIME} />
          ))}
          {row('Frames a second', ({ cost }) => (
            <EstimateCell name="Frames a second" estimate={cost?.framesPerSecond} units={RATE} />
          ))}
          {row(<Term id="dynamic energy">Dynamic energy</Term>, ({ cost }) => (
            <EstimateCell name="Dynamic energy" estimate={cost?.microjoules} units={ENERGY} />
          ))}
          {row(<Term id="power at rest">Power at rest</Term>, ({ cost }) => (
            <EstimateCell name="Power at rest" estimate={cost?.floorMilliwatts} units={POWER} />
          ))}
        </tbody>
      </table>
    </>
  );
}

/** Known chips but the own one, and one of any size. */
function optionsBeside({ chip }: ChipView) {
  return [
    ...knownChips
      .filter(({ id }) => !isSameChip(id, chip))
      .map(({ id, name }) => ({ id: id, label: name })),
    { id: 'custom', label: 'Own chip' },
  ];
}

interface EstimateCellProps {
  readonly name: string;
  readonly estimate: Estimate | null | undefined;
  readonly units: typeof TIME;
}

function EstimateCell({ name, estimate, units }: EstimateCellProps) {
  if (!estimate) return <span className="chip-comparison-unknown">not known</span>;
  return (
    <Popover
      label={`${name}: what it stands on`}
      trigger={
        <button type="button" className="chip-comparison-figure">
          {quantityText(estimate.value, units)}{' '}
          <span className="chip-comparison-range">{rangeOf(estimate, units)}</span>
        </button>
      }
    >
      <div className="figure-basis">
        <p>{estimate.basis}</p>
        <p className="figure-source">
          <SourceText source={COST_SOURCE} />
        </p>
      </div>
    </Popover>
  );
}
