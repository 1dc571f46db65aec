import type { CostEstimate, LayerCost } from '../../core/cost/estimateCost.ts';
import type { Estimate } from '../../core/cost/estimate.ts';
import type { ChipLayerView, ChipView } from '../../project/views/chip.ts';
import { selectLayer } from '../../store/actions/view.ts';
import { formatBytes } from '../design/format.ts';
import { Term } from '../design/index.ts';
import { ENERGY, quantityText, rangeOf, TIME } from './estimates.ts';
import './LayerBars.css';

interface LayerBarsProps {
  readonly chip: ChipView;
  readonly cost: CostEstimate | null;
  /** Name of the selected layer. */
  readonly selected: string | null;
}

/** What every layer takes of the chip, as a bar each: its share of the layer that takes the most. */
export function LayerBars({ chip, cost, selected }: LayerBarsProps) {
  const costs = new Map((cost?.layers ?? []).map((layer) => [layer.name, layer]));
  const lacking = new Set(chip.problems.map(({ layer }) => layer));
  const most = mostOf(chip.layers, costs);
  return (
    <table className="layer-bars">
      <caption className="visually-hidden">What every layer takes of {chip.name}</caption>
      <thead>
        <tr>
          <th scope="col">
            <span className="visually-hidden">Number on the floor plan</span>
          </th>
          <th scope="col">Layer</th>
          <th scope="col" className="layer-bars-number">
            <Term id="processor">Processors</Term>
          </th>
          <th scope="col" className="layer-bars-number">
            <Term id="program">Program</Term>
          </th>
          {cost && (
            <>
              <th scope="col" className="layer-bars-number">
                <Term id="estimated time">Time</Term>
              </th>
              <th scope="col" className="layer-bars-number">
                <Term id="dynamic energy">Energy</Term>
              </th>
            </>
          )}
        </tr>
      </thead>
      <tbody>
        {chip.layers.map((layer, i) => (
          <tr
            key={layer.name}
            data-selected={layer.name === selected || undefined}
            data-lacking={lacking.has(layer.name) || undefined}
          >
            <td className="layer-bars-index">{i + 1}</td>
            <th scope="row">
              <button
                type="button"
                className="code"
                onClick={() => {
                  selectLayer(layer.name);
                }}
              >
                {layer.name}
              </button>
              {lacking.has(layer.name) && <span className="layer-bars-lacking">no place</span>}
            </th>
            <Bar
              text={layer.processors === 0 ? 'HRC' : layer.processors.toLocaleString('en')}
              share={layer.processors / most.processors}
            />
            <Bar
              text={formatBytes(layer.programBytes)}
              share={layer.programBytes / most.programBytes}
            />
            {cost && <CostBars cost={costs.get(layer.name)} most={most} />}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type Most = ReturnType<typeof mostOf>;

function CostBars({ cost, most }: { readonly cost: LayerCost | undefined; readonly most: Most }) {
  return (
    <>
      <EstimateBar estimate={cost?.milliseconds ?? null} most={most.milliseconds} units={TIME} />
      <EstimateBar estimate={cost?.microjoules ?? null} most={most.microjoules} units={ENERGY} />
    </>
  );
}

interface EstimateBarProps {
  readonly estimate: Estimate | null;
  readonly most: number;
  readonly units: typeof TIME;
}

function EstimateBar({ estimate, most, units }: EstimateBarProps) {
  if (!estimate) {
    return <td className="layer-bars-number layer-bars-unknown">not known</td>;
  }
  return (
    <Bar
      text={quantityText(estimate.value, units)}
      title={rangeOf(estimate, units)}
      share={estimate.value / most}
      band={[estimate.low / most, estimate.high / most]}
    />
  );
}

interface BarProps {
  readonly text: string;
  readonly title?: string;
  readonly share: number;
  /** From where to where an estimate may be. */
  readonly band?: readonly [number, number];
}

function Bar({ text, title, share, band }: BarProps) {
  return (
    <td className="layer-bars-number" title={title}>
      {text}
      {title !== undefined && <span className="visually-hidden">, {title}</span>}
      <span className="layer-bars-track" aria-hidden>
        <span style={{ width: percentOf(share) }} />
        {band && (
          <span
            className="layer-bars-band"
            style={{ right: percentOf(band[0]), width: percentOf(band[1] - band[0]) }}
          />
        )}
      </span>
    </td>
  );
}

function percentOf(share: number): string {
  return `${Math.min(1, Math.max(0, share)) * 100}%`;
}

/** The largest of each column; at least 1, so that shares are numbers. */
function mostOf(layers: readonly ChipLayerView[], costs: ReadonlyMap<string, LayerCost>) {
  const most = (values: readonly number[]) => Math.max(0, ...values) || 1;
  const found = [...costs.values()];
  return {
    processors: most(layers.map(({ processors }) => processors)),
    programBytes: most(layers.map(({ programBytes }) => programBytes)),
    milliseconds: most(found.map(({ milliseconds }) => milliseconds?.high ?? 0)),
    microjoules: most(found.map(({ microjoules }) => microjoules?.high ?? 0)),
  };
}
