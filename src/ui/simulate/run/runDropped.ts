import { isStudioError } from '../../../core/errors/diagnostic.ts';
import { toast } from '../../../store/actions/interface.ts';
import { whileOpen } from '../../../store/actions/leaveTraining.ts';
import { enterStage, showDrawer } from '../../../store/actions/view.ts';
import { pixelsOfPhoto } from '../input/drawnInput.ts';
import { readPicture } from '../pixels/readPicture.ts';
import { evaluateSet } from './evaluateSet.ts';
import { readLabelled } from './imageSets.ts';
import { prepareSimulation, runInput } from './simulate.ts';
import { simulationStore } from './simulationStore.ts';

let pictures = 0;

/**
 * Sends a picture that was dropped on the window through the open network, and shows its spikes. Of several the last
 * counts; none is for a network that came meanwhile.
 */
export async function runDroppedPicture(file: File): Promise<void> {
  const dropped = ++pictures;
  const isOpen = whileOpen();
  enterStage('simulate');
  showDrawer('spikes');
  await prepareSimulation();
  const { network } = simulationStore.getState();
  if (!network || !isOpen() || dropped !== pictures) return;
  const [, , channels] = network.input.shape;
  if (network.input.kind !== 'image' || (channels !== 1 && channels !== 3)) {
    toast({
      tone: 'warning',
      text: `The open network takes no pictures: its input has ${channels} channels${network.input.kind === 'sparse' ? ' of sparse values' : ''}.`,
    });
    return;
  }
  try {
    const picture = await readPicture(file, channels);
    if (!picture) {
      toast({
        tone: 'error',
        text: `${file.name} is not a picture that this browser can read. Choose a PNG, JPEG or WebP file.`,
      });
      return;
    }
    if (dropped !== pictures || simulationStore.getState().network !== network) return;
    await runInput({ pixels: pixelsOfPhoto(picture, network, true), name: file.name, label: null });
  } catch (error) {
    if (!isStudioError(error)) throw error;
    toast({ tone: 'error', text: error.diagnostics[0]?.message ?? 'The picture was not read.' });
  }
}

/** Runs the open network over a data set that was dropped on the window. */
export async function runDroppedDataset(files: readonly File[]): Promise<void> {
  const isOpen = whileOpen();
  enterStage('simulate');
  showDrawer('dataset');
  await prepareSimulation();
  if (!isOpen()) return;
  const named = files.map((blob) => ({ name: blob.name, blob }));
  await evaluateSet((signal) => readLabelled(named, signal));
}
