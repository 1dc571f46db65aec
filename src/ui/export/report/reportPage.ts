import { formatShape } from '../../../core/tensor/tensor.ts';
import { formatBytes, formatDecibels, formatPercent } from '../../design/format.ts';
import { severities, severityOf, severityText } from '../../design/severity.ts';
import { chipReport } from './chipReport.ts';
import { html, reportStyle, trusted, type Html } from './html.ts';
import type { ReportData } from './gatherReport.ts';

/**
 * The report as one page that loads nothing and runs nothing.
 * Parts of which nothing is known say so instead of being left out.
 */
export function reportPage(data: ReportData): string {
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"
        />
        <title>${data.file}: conversion report</title>
        <style>
          ${trusted(reportStyle)}
        </style>
      </head>
      <body>
        ${head(data)} ${section('Checks', checks(data))} ${section('Problems', problems(data))}
        ${section('Settings', settings(data))} ${section('Changes', changes(data))}
        ${section('Accuracy', accuracy(data))} ${section('Activity', activity(data))}
        ${section('Chip', chipReport(data.chip))} ${section('Layers', layers(data))}
        ${section('Graph', graph(data))}
        <footer>Made by cnn2snn studio on ${data.date}. Nothing was uploaded.</footer>
      </body>
    </html>`;
  return page.html;
}

function section(title: string, content: Html): Html {
  return html`<section>
    <h2>${title}</h2>
    ${content}
  </section>`;
}

function head({ file, format, bytes, parameters, export: written }: ReportData): Html {
  const facts: readonly (readonly [string, string])[] = [
    ['Opened', formatBytes(bytes)],
    ['Parameters', parameters.toLocaleString('en')],
    ...(written
      ? ([
          ['Size of the .fbz', formatBytes(written.fileBytes)],
          ['Layers on the chip', String(written.layers.length)],
          ['Runtime', `akida ${written.version} and later`],
        ] as const)
      : []),
  ];
  return html`<header>
    <h1>${file}</h1>
    <p class="muted">${format}${written ? '' : '; does not convert yet'}</p>
    <ul class="facts">
      ${facts.map(([name, value]) => html`<li><strong>${value}</strong>${name}</li>`)}
    </ul>
  </header>`;
}

function checks({ export: written }: ReportData): Html {
  if (!written) return none('The model does not convert yet.');
  return html`<table>
    ${written.checks.map(
      ({ passes, title, detail }) =>
        html`<tr>
          <td class="${passes ? 'ok' : 'hardware'}">${passes ? 'Passed' : 'Not met'}</td>
          <td>${title}</td>
          <td class="muted">${detail}</td>
        </tr>`,
    )}
  </table>`;
}

function problems({ problems: found }: ReportData): Html {
  if (found.length === 0) return none('None.');
  const order = (problem: (typeof found)[number]) => severities.indexOf(severityOf(problem));
  return html`<table>
    <tr>
      <th>Kind</th>
      <th>Layer</th>
      <th>What and why</th>
      <th>Fix</th>
    </tr>
    ${[...found]
      .sort((a, b) => order(a) - order(b))
      .map((problem) => {
        const severity = severityOf(problem);
        return html`<tr>
          <td class="${severity}">${severityText[severity].word}</td>
          <td><code>${problem.where.layer ?? ''}</code></td>
          <td>
            <strong>${problem.title}</strong><br />${problem.message}
            ${
              problem.received === undefined || problem.expected === undefined
                ? null
                : html`<br /><span class="muted"
                      >Found ${problem.received}; allowed ${problem.expected}.</span
                    >`
            }
          </td>
          <td>${problem.hint}</td>
        </tr>`;
      })}
  </table>`;
}

function settings({ settings: rows }: ReportData): Html {
  return html`<table>
    ${rows.map(
      ([name, value]) =>
        html`<tr>
          <th>${name}</th>
          <td>${value}</td>
        </tr>`,
    )}
  </table>`;
}

function changes({ changes: list }: ReportData): Html {
  if (list.length === 0) return none('None: the model is as it was opened.');
  return html`<ol>
    ${list.map((change) => html`<li>${change}</li>`)}
  </ol>`;
}

function accuracy({ accuracy: found }: ReportData): Html {
  if (!found) return none('Not measured.');
  const rows = [
    ['Float', found.float],
    ['Quantized', found.quantized],
    ['Spiking', found.spiking],
  ] as const;
  return html`<p class="muted">On ${found.on}.</p>
    <table>
      ${rows.map(([name, share]) =>
        share === null
          ? html``
          : html`<tr>
              <th>${name}</th>
              <td class="n">${formatPercent(share)}</td>
              <td>${bar(share)}</td>
            </tr>`,
      )}
    </table>`;
}

function activity({ activity: found }: ReportData): Html {
  if (!found) return none('Not measured: run an input or a data set under Simulate.');
  const mean = (count: number) => Math.round(count / found.inputs).toLocaleString('en');
  return html`<p class="muted">On ${found.on}.</p>
    <table>
      <tr>
        <th>Layer</th>
        <th class="n">Silent</th>
        <th></th>
        <th class="n">Events</th>
        <th class="n">Operations</th>
        <th class="n">Dense</th>
      </tr>
      ${found.layers.map(
        (layer) =>
          html`<tr>
            <td><code>${layer.name}</code></td>
            <td class="n">${layer.spikes ? formatPercent(layer.sparsity) : 'potentials'}</td>
            <td>${layer.spikes ? bar(layer.sparsity) : null}</td>
            <td class="n">${mean(layer.events)}</td>
            <td class="n">${mean(layer.operations)}</td>
            <td class="n">${mean(layer.denseOperations)}</td>
          </tr>`,
      )}
    </table>`;
}

function layers({ layers: list, errors }: ReportData): Html {
  const sqnr = new Map(errors?.layers.map((layer) => [layer.name, layer.sqnr]));
  return html`<table>
      <tr>
        <th>Layer</th>
        <th>Type</th>
        <th class="n">Output</th>
        <th class="n">Parameters</th>
        <th class="n">Bits</th>
        ${errors ? html`<th class="n">SQNR</th>` : null}
      </tr>
      ${list.map(
        ({ name, className, outputShape, parameters, weightBits, activationBits }) =>
          html`<tr>
            <td><code>${name}</code></td>
            <td>${className}</td>
            <td class="n">${outputShape ? formatShape(outputShape) : ''}</td>
            <td class="n">${parameters === 0 ? '' : parameters.toLocaleString('en')}</td>
            <td class="n">
              ${weightBits === null ? '' : `w${weightBits}`}
              ${activationBits === null ? '' : `a${activationBits}`}
            </td>
            ${errors ? html`<td class="n">${decibels(sqnr.get(name))}</td>` : null}
          </tr>`,
      )}
    </table>
    ${errors ? html`<p class="muted">SQNR at the end of each block, on ${errors.samples}.</p>` : null}`;
}

function graph({ graph: picture }: ReportData): Html {
  if (picture === null) return none('No picture.');
  return html`<div class="graph">${trusted(picture)}</div>`;
}

function decibels(value: number | undefined): string {
  return value === undefined ? '' : formatDecibels(value);
}

function bar(share: number): Html {
  return html`<span class="bar"><span style="width:${(share * 100).toFixed(1)}%"></span></span>`;
}

function none(text: string): Html {
  return html`<p class="muted">${text}</p>`;
}
