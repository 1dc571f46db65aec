import { Zap } from 'lucide-react';
import type { LayerComparison } from '../../../core/forward/compareModels.ts';
import type { LayerActivity } from '../../../project/views/network.ts';
import { selectLayer } from '../../../store/actions/view.ts';
import { useSimulation } from '../../../store/simulation/simulationStore.ts';
import { useStudio } from '../../../store/studioStore.ts';
import { EmptyState, Term } from '../../design/index.ts';
import { formatCount, formatShare, totalsOf } from '../run/activity.ts';
import './ActivityTable.css';

interface ActivityTableProps {
  readonly layers: readonly LayerActivity[];
  /** Numbers are shown for one input: the mean over this many. */
  readonly inputs: number;
  /** Quantized against spiking, layer by layer. */
  readonly parting?: readonly LayerComparison[] | undefined;
}

/** Silence, events and operations of every layer, and of all together. */
export function ActivityTable({ layers, inputs, parting }: ActivityTableProps) {
  const selected = useStudio((state) => state.selected);
  const totals = totalsOf(layers);
  return (
    <table className="activity-table">
      <caption className="visually-hidden">
        {inputs === 1 ? 'Activity for this input' : `Mean activity of ${inputs} inputs`}
      </caption>
      <thead>
        <tr>
          <th scope="col">Layer</th>
          <th scope="col">
            <Term id="sparsity">Silent</Term>
          </th>
          <th scope="col" className="activity-number">
            <Term id="event">Events in</Term>
          </th>
          <th scope="col" className="activity-number">
            <Term id="operation">Operations</Term>
          </th>
          <th scope="col" className="activity-number">
            Dense network
          </th>
          <th scope="col">Share of dense</th>
          {parting && (
            <th scope="col" className="activity-number">
              Differs from quantized
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {layers.map((layer) => {
          const share = layer.operations / Math.max(1, layer.denseOperations);
          return (
            <tr key={layer.name} data-selected={selected === layer.name || undefined}>
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
              </th>
              <td>{layer.spikes ? <Bar share={layer.sparsity} /> : 'potentials'}</td>
              <Count value={layer.events / inputs} />
              <Count value={layer.operations / inputs} />
              <Count value={layer.denseOperations / inputs} />
              <td>
                <Bar share={share} />
              </td>
              {parting && <Differs layer={parting.find(({ name }) => name === layer.name)} />}
            </tr>
          );
        })}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">All layers</th>
          <td />
          <Count value={totals.events / inputs} />
          <Count value={totals.operations / inputs} />
          <Count value={totals.denseOperations / inputs} />
          <td>
            <Bar share={totals.share} />
          </td>
          {parting && <td />}
        </tr>
      </tfoot>
    </table>
  );
}

function Count({ value }: { readonly value: number }) {
  return (
    <td className="activity-number" title={value.toLocaleString('en')}>
      {formatCount(value)}
    </td>
  );
}

function Differs({ layer }: { readonly layer: LayerComparison | undefined }) {
  if (!layer) return <td />;
  const { differing, values } = layer;
  return (
    <td className="activity-number">
      {differing === 0 ? 'nowhere' : `${differing} of ${values.toLocaleString('en')}`}
    </td>
  );
}

function Bar({ share }: { readonly share: number }) {
  return (
    <span className="activity-share" title={`${(share * 100).toFixed(3)} %`}>
      <span className="activity-track" aria-hidden>
        <span style={{ width: `${Math.min(1, share) * 100}%` }} />
      </span>
      {formatShare(share)}
    </span>
  );
}

/** What every layer did with the input on screen, in numbers. */
export default function ActivityPanel() {
  // Not the whole run: it changes with every step of the wave.
  const layers = useStudio((state) => state.simulate?.layers);
  const parting = useSimulation(({ comparison }) => comparison?.parting?.layers);
  if (!layers) {
    return (
      <EmptyState icon={<Zap />} title="No run yet">
        Pick an input under Simulate: silence, events and operations of every layer show here.
      </EmptyState>
    );
  }
  return <ActivityTable layers={layers} inputs={1} parting={parting} />;
}
