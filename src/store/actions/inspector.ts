import { ask, cancelAsk } from '../ask.ts';
import { sampleInputs } from '../simulation/imageSets.ts';
import { studioStore } from '../studioStore.ts';

/** Has the worker tell everything about a layer; null: about none. */
export async function loadLayerDetails(layer: string | null): Promise<void> {
  if (layer === null) {
    cancelAsk('layerDetails');
    return;
  }
  await ask(
    {
      key: 'layerDetails',
      about: 'plan',
      failed: (problems) => {
        studioStore.setState({ layerDetails: { layer, details: null, problems } });
      },
    },
    async ({ studio, plan }) => {
      const details = await studio('layerDetails', { plan, layer });
      studioStore.setState({ layerDetails: { layer, details, problems: [] } });
    },
  );
}

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
    async (asking) => {
      studioStore.setState({ measuringError: true });
      const { plan } = asking;
      const { inputs, name } = await sampleInputs(asking, SAMPLES);
      const layers = await asking.studio('quantizationError', { plan, inputs });
      studioStore.setState({ quantizationError: { plan, samples: name, layers } });
    },
  );
}
