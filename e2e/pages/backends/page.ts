/**
 * Runs every check of a backend in this browser, in a worker as the studio trains, and leaves what came of it as JSON in
 * `document.body.dataset.result`; a server that asked for it (?report) is told too.
 */
import type { BackendReport, WorkerMessage, WorkerRequest } from './report.ts';

const query = new URLSearchParams(location.search);
const progress = document.getElementById('progress');

function finish(report: BackendReport): void {
  const json = JSON.stringify(report);
  document.body.dataset['result'] = json;
  if (query.has('report')) void fetch('report', { method: 'POST', body: json });
}

const worker = new Worker(new URL('./checks.worker.ts', import.meta.url), { type: 'module' });
worker.onmessage = ({ data }: MessageEvent<WorkerMessage>) => {
  if (data.kind === 'done') finish(data.report);
  else if (progress) progress.textContent = `${progress.textContent}${data.text}\n`;
};
worker.onerror = ({ message }) => {
  finish({ backend: '', renderer: '', checks: [], speed: [], failure: message });
};
const request: WorkerRequest = {
  golden: new URL('golden/', location.href).href,
  backend: (query.get('backend') ?? 'webgl') as WorkerRequest['backend'],
  models: query.get('models') ?? '',
  speed: query.has('speed'),
};
worker.postMessage(request);
