import { toast } from '../../../store/actions/interface.ts';
import { enterStage, showDrawer } from '../../../store/actions/view.ts';
import { pixelsOfPhoto } from '../input/drawnInput.ts';
import { readPicture } from '../pixels/readPicture.ts';
import { evaluateSet } from './evaluateSet.ts';
import { readLabelled } from './imageSets.ts';
import { prepareSimulation, runInput } from './simulate.ts';
import { simulationStore } from './simulationStore.ts';

/** Sends a picture that was dropped on the window through the open network, and shows its spikes. */
export async function runDroppedPicture(file: File): Promise<void> {
  enterStage('simulate');
  showDrawer('spikes');
  await prepareSimulation();
  const { network } = simulationStore.getState();
  if (!network) return;
  const [, , channels] = network.input.shape;
  if (network.input.kind !== 'image' || (channels !== 1 && channels !== 3)) {
    toast({
      tone: 'warning',
      text: `The open network takes no pictures: its input has ${channels} channels${network.input.kind === 'sparse' ? ' of sparse values' : ''}.`,
    });
    return;
  }
  const picture = await readPicture(file, channels);
  if (!picture) {
    toast({
      tone: 'error',
      text: `${file.name} is not a picture that this browser can read. Choose a PNG, JPEG or WebP file.`,
    });
    return;
  }
  await runInput({ pixels: pixelsOfPhoto(picture, network, true), name: file.name, label: null });
}

/** Runs the open network over a data set that was dropped on the window. */
export async function runDroppedDataset(files: readonly File[]): Promise<void> {
  enterStage('simulate');
  showDrawer('dataset');
  await prepareSimulation();
  const named = files.map((blob) => ({ name: blob.name, blob }));
  await evaluateSet((signal) => readLabelled(named, signal));
}
