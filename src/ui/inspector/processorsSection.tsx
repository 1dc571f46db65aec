import type { ReactNode } from 'react';
import type { Estimate } from '../../core/cost/estimate.ts';
import { groupsText } from '../chip/chipWords.ts';
import { ENERGY, quantityText, rangeOf, TIME } from '../chip/estimates.ts';
import { useChip } from '../chip/useChip.ts';
import { formatBytes } from '../design/format.ts';
import { Term } from '../design/index.ts';
import { defineInspectorSection, useDetails } from './define.ts';

/** The processors of the chosen chip that the layer takes, with their memories, its program, and what an inference costs there. */
export const processorsSection = defineInspectorSection({
  id: 'processors',
  title: 'Processors',
  shows: (_layer, details) => Boolean(details?.converted),
  Content: Processors,
});

function Processors() {
  const name = useDetails()?.name;
  const state = useChip();
  const layer = state?.chip.layers.find((other) => other.name === name);
  if (!state || !layer) {
    return (
      <p className="inspector-none">
        {state ? 'It has no place on the chip.' : 'No chip is chosen whose processors are known.'}
      </p>
    );
  }
  const { mesh, passes } = state.chip;
  const cost = state.cost?.layers.find((other) => other.name === name);
  const isDense = layer.kind === 'FullyConnected';
  const [nx, ny] = layer.parts;
  return (
    <>
      <p className="inspector-doc">
        Runs on {groupsText(layer)}
        {nx * ny > 1 && `; its map is cut into ${nx} \u00d7 ${ny} parts`}.
      </p>
      <dl className="facts">
        {passes > 1 && (
          <Fact name={<Term id="pass">Pass</Term>}>
            {layer.pass} of {passes}
          </Fact>
        )}
        {layer.processors > 0 && (
          <>
            <Fact name="Input memory">
              {formatBytes(layer.inputBytes)} of {formatBytes(mesh.inputBytes)}
            </Fact>
            {!isDense && <Fact name="Input buffers">{layer.singleBuffer ? 'one' : 'two'}</Fact>}
            {layer.weightBytes > 0 && (
              <Fact name="Weight memory">
                {formatBytes(layer.weightBytes)} of {formatBytes(mesh.weightBytes)}
              </Fact>
            )}
          </>
        )}
        <Fact name={<Term id="program">Program</Term>}>{formatBytes(layer.programBytes)}</Fact>
        {typeof cost?.events === 'number' && (
          <Fact name={<Term id="event">Events in</Term>}>
            {Math.round(cost.events).toLocaleString('en')}
          </Fact>
        )}
        <EstimateFact id="estimated time" name="Time" estimate={cost?.milliseconds} units={TIME} />
        <EstimateFact
          id="dynamic energy"
          name="Energy"
          estimate={cost?.microjoules}
          units={ENERGY}
        />
      </dl>
    </>
  );
}

interface EstimateFactProps {
  readonly id: 'estimated time' | 'dynamic energy';
  readonly name: string;
  readonly estimate: Estimate | null | undefined;
  readonly units: typeof TIME;
}

function EstimateFact({ id, name, estimate, units }: EstimateFactProps) {
  if (!estimate) return null;
  return (
    <Fact name={<Term id={id}>{name}</Term>}>
      <span title={estimate.basis}>
        {quantityText(estimate.value, units)} ({rangeOf(estimate, units)})
      </span>
    </Fact>
  );
}

function Fact({ name, children }: { readonly name: ReactNode; readonly children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd className="code">{children}</dd>
    </>
  );
}
