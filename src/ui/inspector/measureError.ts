import { isStudioError } from '../../core/errors/diagnostic.ts';
import { toast } from '../../store/actions/interface.ts';
import { studioClient } from '../../store/studioClient.ts';
import { studioStore } from '../../store/studioStore.ts';
import { sampleInputs } from './sampleInputs.ts';

/** Enough for figures that hold to about a tenth of a decibel, few enough for a second of work. */
const SAMPLES = 16;

/** Runs sample inputs through the float and the quantized model and keeps the error of every block. */
export async function measureError(): Promise<void> {
  const { plan } = studioStore.getState();
  studioStore.setState({ measuringError: true });
  try {
    const { inputs, name } = await sampleInputs(plan, SAMPLES);
    const layers = await studioClient.call('quantizationError', { plan, inputs });
    studioStore.setState({ quantizationError: { plan, samples: name, layers } });
  } catch (error) {
    if (!isStudioError(error)) throw error;
    toast({ tone: 'error', text: error.diagnostics[0]?.message ?? 'The error is not known.' });
  } finally {
    studioStore.setState({ measuringError: false });
  }
}
