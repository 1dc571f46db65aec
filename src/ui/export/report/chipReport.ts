import type { LayerCost } from '../../../core/cost/estimateCost.ts';
import type { Estimate } from '../../../core/cost/estimate.ts';
import type { ChipLayerView, ChipView } from '../../../project/views/chip.ts';
import { groupsText, leftOutText, needText } from '../../chip/chipWords.ts';
import { ENERGY, POWER, quantityText, RATE, rangeOf, TIME } from '../../chip/estimates.ts';
import { formatBytes } from '../../design/format.ts';
import type { ReportChip } from './gatherReport.ts';
import { html, type Html } from './html.ts';

/** The network on the chip: what it takes, what an inference costs, and what these figures stand on. */
export function chipReport(found: ReportChip | null): Html {
  if (!found) {
    return html`<p class="muted">No network, or no chip whose processors are known.</p>`;
  }
  const { chip, cost } = found;
  return html`<ul class="facts">
      ${[...mapped(chip), ...(cost ? estimated(cost) : [])].map(
        ([name, value, range]) =>
          html`<li>
            <strong>${value}</strong
            >${name}${range === '' ? null : html`<br /><span class="muted">${range}</span>`}
          </li>`,
      )}
    </ul>
    ${chip.problems.map((problem) => html`<p class="hardware">${needText(problem)}</p>`)}
    ${basis(found)} ${layers(found)}`;
}

type Fact = readonly [name: string, value: string, range: string];

function mapped(chip: ChipView): readonly Fact[] {
  const { mostAtOnce, mesh, passes, programBytes, fits } = chip;
  return [
    [chip.name, fits ? 'Fits' : 'Does not fit', ''],
    ['processors', `${mostAtOnce} of ${mesh.processors}`, passes > 1 ? `in ${passes} passes` : ''],
    ['program', formatBytes(programBytes), ''],
  ];
}

function estimated({ cost }: NonNullable<ReportChip['cost']>): readonly Fact[] {
  const rows = [
    ['an inference', cost.milliseconds, TIME],
    ['throughput', cost.framesPerSecond, RATE],
    ['dynamic energy', cost.microjoules, ENERGY],
    ['power at rest', cost.floorMilliwatts, POWER],
  ] as const;
  return rows.flatMap(([name, estimate, units]): Fact[] =>
    estimate ? [[name, quantityText(estimate.value, units), rangeOf(estimate, units)]] : [],
  );
}

function basis({ cost: found }: ReportChip): Html {
  const mapping = html`<p class="muted">
    Processors and program by a rule worked out from what the vendor&rsquo;s virtual devices answer.
  </p>`;
  if (!found) {
    return html`${mapping}
      <p class="muted">
        Time and energy are not estimated: no event was counted. Run an input or a data set under
        Simulate.
      </p>`;
  }
  const { cost, on, settings } = found;
  const sentences = new Set(
    [cost.milliseconds, cost.microjoules, cost.floorMilliwatts].flatMap(
      (estimate) => estimate?.basis ?? [],
    ),
  );
  const then = settings === 'earlier' ? ', counted with other settings' : '';
  const leftOut = leftOutText(cost);
  return html`${mapping}
    <p class="muted">
      Time and energy from the events of ${on}${then}. ${[...sentences].join(' ')}
    </p>
    ${leftOut === null ? null : html`<p class="muted">${leftOut}</p>`}`;
}

function layers({ chip, cost }: ReportChip): Html {
  const costs = new Map((cost?.cost.layers ?? []).map((layer) => [layer.name, layer]));
  return html`<table>
    <tr>
      <th>Layer</th>
      <th>Runs on</th>
      ${chip.passes > 1 ? html`<th class="n">Pass</th>` : null}
      <th class="n">Input</th>
      <th class="n">Weights</th>
      <th class="n">Program</th>
      ${
        cost
          ? html`<th class="n">Events</th>
              <th class="n">Time</th>
              <th class="n">Energy</th>`
          : null
      }
    </tr>
    ${chip.layers.map((layer) => row(layer, chip, cost ? costs.get(layer.name) : null))}
  </table>`;
}

function row(layer: ChipLayerView, { passes }: ChipView, cost: LayerCost | null | undefined): Html {
  const { name, pass, inputBytes, weightBytes, programBytes } = layer;
  return html`<tr>
    <td><code>${name}</code></td>
    <td>${groupsText(layer)}</td>
    ${passes > 1 ? html`<td class="n">${pass}</td>` : null}
    <td class="n">${formatBytes(inputBytes)}</td>
    <td class="n">${weightBytes === 0 ? '' : formatBytes(weightBytes)}</td>
    <td class="n">${formatBytes(programBytes)}</td>
    ${
      cost === null
        ? null
        : html`<td class="n">
              ${typeof cost?.events !== 'number' ? '' : Math.round(cost.events).toLocaleString('en')}
            </td>
            <td class="n">${estimateText(cost?.milliseconds, TIME)}</td>
            <td class="n">${estimateText(cost?.microjoules, ENERGY)}</td>`
    }
  </tr>`;
}

function estimateText(estimate: Estimate | null | undefined, units: typeof TIME): Html {
  if (!estimate) return html`not known`;
  return html`${quantityText(estimate.value, units)}<br /><span class="muted"
      >${rangeOf(estimate, units)}</span
    >`;
}
