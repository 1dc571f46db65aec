import { ask, cancelAsk } from '../ask.ts';
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
