import { renderToString } from 'react-dom/server';
import { expect, it } from 'vitest';
import type { ExportReport } from '../../project/exportReport.ts';
import { initialPlan } from '../../project/plan.ts';
import { studioStore } from '../../store/studioStore.ts';
import { openModel } from '../../store/testing/fakeClients.ts';
import { TooltipProvider } from '../design/index.ts';
import { ExportPanel } from './ExportPanel.tsx';

const report: ExportReport = {
  version: '2.3.0',
  inputShape: [28, 28, 1],
  inputKind: 'image',
  fileBytes: 24_000,
  idle: null,
  layers: [],
  checks: [{ id: 'readBack', passes: true, title: 'Reads back equal', detail: '' }],
};

function panel(): string {
  const initial = studioStore.getInitialState;
  studioStore.getInitialState = studioStore.getState;
  const html = renderToString(
    <TooltipProvider>
      <ExportPanel />
    </TooltipProvider>,
  );
  studioStore.getInitialState = initial;
  return html;
}

it('what was checked for another plan is told as such, and its file is not handed over', () => {
  openModel('m', { exportReport: { plan: initialPlan, report } });
  const present = panel();
  expect(present).toContain('data-stale="false"');
  expect(present).not.toMatch(/<button[^>]*disabled=""[^>]*>.{0,400}Download/);
  studioStore.setState({ plan: { ...initialPlan } });
  const stale = panel();
  expect(stale).toContain('data-stale="true"');
  expect(stale).toContain('Checking the file of the new settings');
  expect(stale).toMatch(/<button[^>]*disabled=""[^>]*>.{0,400}Download/);
});
