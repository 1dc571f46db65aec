import { ask } from '../ask.ts';
import { sampleInputs } from '../simulation/sampleInputs.ts';
import { studioStore } from '../studioStore.ts';

/** Enough for figures that hold to about a tenth of a decibel, few enough for a second of work. */
const SAMPLES = 16;

/** Runs sample inputs through the float and the quantized model and keeps the error of every block. */
export async function measureError(): Promise<void> {
  await ask(
    {
      key: 'quantizationError',
      about: 'plan',
      ended: () => {
        studioStore.setState({ measuringError: false });
      },
    },
    async (job) => {
      studioStore.setState({ measuringError: true });
      const { plan } = job;
      const { inputs, name } = await sampleInputs(job, SAMPLES);
      const layers = await job.studio('quantizationError', { plan, inputs });
      studioStore.setState({ quantizationError: { plan, samples: name, layers } });
    },
  );
}
