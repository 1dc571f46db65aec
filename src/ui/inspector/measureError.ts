import { isStudioError } from '../../core/errors/diagnostic.ts';
import { toast } from '../../store/actions/interface.ts';
import { studioClient } from '../../store/studioClient.ts';
import { studioStore } from '../../store/studioStore.ts';
import type { Tensor } from '../../core/tensor/tensor.ts';
import type { NetworkView } from '../../worker/networkView.ts';
import { inputOf, samplesFor } from '../simulate/run/imageSets.ts';

/** Enough for figures that hold to about a tenth of a decibel, few enough for a second of work. */
const SAMPLES = 16;

/** Runs sample images through the float and the quantized model and keeps the error of every block. */
export async function measureError(): Promise<void> {
  const { plan } = studioStore.getState();
  studioStore.setState({ measuringError: true });
  try {
    const network = await studioClient.call('describeNetwork', { plan });
    const { inputs, samples } = await samplesOf(network);
    const layers = await studioClient.call('quantizationError', { plan, inputs });
    studioStore.setState({ quantizationError: { plan, samples, layers } });
  } catch (error) {
    if (!isStudioError(error)) throw error;
    toast({ tone: 'error', text: error.diagnostics[0]?.message ?? 'The error is not known.' });
  } finally {
    studioStore.setState({ measuringError: false });
  }
}

/** Built-in images where some fit; else random pixels, the same every time. */
async function samplesOf(
  network: NetworkView,
): Promise<{ readonly inputs: Tensor<Uint8Array>; readonly samples: string }> {
  const [x, y, c] = network.input.shape;
  const size = x * y * c;
  const data = new Uint8Array(SAMPLES * size);
  const shape = [SAMPLES, x, y, c];
  const set = await samplesFor(network);
  if (set) {
    for (let i = 0; i < SAMPLES; i++) data.set(inputOf(set, i, network).pixels, i * size);
    return { inputs: { shape, data }, samples: `the first ${SAMPLES} of ${set.name}` };
  }
  const levels = network.input.kind === 'sparse' ? 16 : 256;
  let state = 1;
  for (let i = 0; i < data.length; i++) {
    // The minimal standard generator of Park and Miller, 1988.
    state = (state * 48271) % 0x7fffffff;
    data[i] = Math.floor((state / 0x7fffffff) * levels);
  }
  return { inputs: { shape, data }, samples: `${SAMPLES} random inputs` };
}
