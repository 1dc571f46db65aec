import { fail } from '../core/errors/diagnostic.ts';
import type { StudioDocument } from '../project/document.ts';
import type { Plan } from '../project/plan.ts';
import { loadTrained } from '../project/trainedModels.ts';
import type { StudioMethods } from './contract.ts';
import { methods, type JobContext } from './methods.ts';
import { openDocument } from './openDocument.ts';
import { serve } from './rpc/host.ts';
import { readTrained } from './training/browserStore.ts';

const open = openDocument<StudioDocument>();

serve<StudioMethods, JobContext>(self, methods, async (job, input) => {
  const { plan } = input as { readonly plan?: Plan };
  if (plan) await loadTrained(plan, readTrained);
  return {
    signal: job.signal,
    progress: job.report,
    report: job.report,
    pause: job.pause,
    transfer: job.transfer,
    document: () => open.of(job),
    setDocument: (document) => {
      // The call that opens a document gives it its id.
      open.set(job.document ?? fail('studio/no-model', {}, job.method), document);
    },
  };
});
