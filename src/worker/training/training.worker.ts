import { fail } from '../../core/errors/diagnostic.ts';
import { serve } from '../rpc/host.ts';
import type { TrainingMethods } from './contract.ts';
import { trainingMethods, type OpenData, type TrainingContext } from './methods.ts';

let data: OpenData | null = null;

serve<TrainingMethods, TrainingContext>(self, trainingMethods, (job) => ({
  signal: job.signal,
  report: job.report,
  paused: job.paused,
  pause: job.pause,
  data: () => data ?? fail('studio/no-training-data', {}, job.method),
  setData: (opened) => {
    data = opened;
  },
  transfer: job.transfer,
}));
