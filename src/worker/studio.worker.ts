import { fail } from '../core/errors/diagnostic.ts';
import type { StudioDocument } from '../project/document.ts';
import type { StudioMethods } from './methods/contract.ts';
import type { JobContext } from './methods/define.ts';
import { methods } from './methods/index.ts';
import { openDocument } from './openDocument.ts';
import { serve } from './rpc/host.ts';
import { loadTrained } from '../project/trainedModels.ts';

const open = openDocument<StudioDocument>();

serve<StudioMethods, JobContext>(self, methods, async (job, input) => {
  await loadTrained(input);
  return {
    signal: job.signal,
    progress: job.report,
    pause: job.pause,
    transfer: job.transfer,
    document: () => open.of(job),
    setDocument: (document) => {
      // The call that opens a document gives it its id.
      open.set(job.document ?? fail('studio/no-model', {}, job.method), document);
    },
  };
});
