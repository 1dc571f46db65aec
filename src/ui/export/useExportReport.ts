import { useEffect, useState } from 'react';
import { isStudioError, type Diagnostic } from '../../core/errors/diagnostic.ts';
import { studioClient } from '../../store/studioClient.ts';
import { useStudio } from '../../store/studioStore.ts';
import type { ExportReport } from '../../worker/exportReport.ts';

export interface ExportReportState {
  readonly report: ExportReport | null;
  readonly problems: readonly Diagnostic[];
}

/** Has the worker check the file that the present plan gives. */
export function useExportReport(): ExportReportState {
  const plan = useStudio((state) => state.plan);
  const model = useStudio((state) => state.model);
  const [state, setState] = useState<ExportReportState>({ report: null, problems: [] });
  useEffect(() => {
    if (!model) return undefined;
    const controller = new AbortController();
    studioClient.call('checkExport', { plan }, { signal: controller.signal }).then(
      (report) => {
        setState({ report, problems: [] });
      },
      (error: unknown) => {
        if (controller.signal.aborted) return;
        if (!isStudioError(error)) throw error;
        setState({ report: null, problems: error.diagnostics });
      },
    );
    return () => {
      controller.abort();
    };
  }, [plan, model]);
  return state;
}
