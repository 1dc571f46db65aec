import type { InputRange } from '../../core/data/inputRange.ts';
import type { Diagnostic } from '../../core/errors/diagnostic.ts';
import { sameShape } from '../../core/tensor/tensor.ts';
import type { NetworkView } from '../../project/views/network.ts';
import { toast } from '../actions/interface.ts';
import { enterStage, showDrawer } from '../actions/view.ts';
import { ask, type Asking } from '../ask.ts';
import { rangeQuestion } from '../rangeQuestion.ts';
import { pixelsOfPhoto } from './drawnInput.ts';
import { evaluateSet, tellNotRun } from './evaluate.ts';
import { inputOf, readImageSet, readLabelled } from './imageSets.ts';
import { pictureFromRgba, type Picture } from './picture.ts';
import { prepareSimulation, presentNetwork } from './prepare.ts';
import { runInput } from './run.ts';
import { simulationStore, type ChosenPhoto } from './simulationStore.ts';

/** Pictures are read at most this large: no network for the chip takes more. */
const LARGEST = 512;

/** A file that the user chose or dropped: the last one counts, whatever becomes of the plan meanwhile. */
function chosen(
  name: string,
  work: (asking: Asking) => Promise<void>,
  failed?: (diagnostics: readonly Diagnostic[]) => void,
) {
  return ask(
    {
      key: 'simulate/file',
      about: 'document',
      ...(failed && { failed }),
      dropped: () => {
        tellNotRun(name);
      },
    },
    work,
  );
}

/** Reads an array file, keeps it for the inputs to be looked through, and runs its first input. */
export async function chooseArrays(
  files: readonly File[],
  range: InputRange | null = null,
): Promise<void> {
  const named = files.map((blob) => ({ name: blob.name, blob }));
  const name = named.map((file) => file.name).join(', ');
  const read = async (asking: Asking) => {
    const set = await readImageSet(asking, named, range);
    simulationStore.setState({ file: { set, index: 0 }, fileProblems: [], fileQuestion: null });
    const network = await presentNetwork(asking);
    if (!network) tellKept(name);
    else if (sameShape(set.images.shape.slice(1), network.input.shape)) showArray(0);
  };
  await chosen(name, read, (problems) => {
    const fileQuestion = rangeQuestion(problems, name, (answer) => {
      void chooseArrays(files, answer);
    });
    simulationStore.setState({ fileQuestion, fileProblems: fileQuestion ? [] : problems });
  });
}

/** Runs one input of the chosen file. */
export function showArray(index: number): void {
  const { file, network } = simulationStore.getState();
  if (!file || !network) return;
  simulationStore.setState({ file: { ...file, index } });
  void runInput(inputOf(file.set, index, network));
}

/** Reads a picture, keeps it, and runs its middle. */
export async function choosePhoto(file: File, findDigit: boolean): Promise<void> {
  await chosen(file.name, async (asking) => {
    const picture = await readPhoto(asking, file);
    simulationStore.setState({ photoRefused: picture ? null : file.name });
    if (picture) await runPhoto(asking, { name: file.name, picture }, findDigit);
  });
}

/** Runs the chosen picture once more. @param findDigit  looks for ink on a plain ground */
export function showPhoto(findDigit: boolean): void {
  const { photo, network } = simulationStore.getState();
  if (photo && network) runOn(network, photo, findDigit);
}

/**
 * Sends a picture that was dropped on the window through the open network, and shows its spikes. Of several the last
 * one counts.
 */
export async function runDroppedPicture(file: File): Promise<void> {
  enterStage('simulate');
  showDrawer('spikes');
  await chosen(file.name, async (asking) => {
    const network = await presentNetwork(asking);
    if (!network) {
      tellKept(file.name);
      return;
    }
    const { kind, shape } = network.input;
    const [, , channels] = shape;
    if (kind !== 'image' || (channels !== 1 && channels !== 3)) {
      const sparse = kind === 'sparse' ? ' of sparse values' : '';
      const text = `The open network takes no pictures: its input has ${channels} channels${sparse}.`;
      toast({ tone: 'warning', text });
      return;
    }
    const picture = await readPhoto(asking, file);
    if (picture) await runPhoto(asking, { name: file.name, picture }, true);
    else {
      const text = `${file.name} is not a picture that this browser can read.`;
      toast({ tone: 'error', text, hint: 'Choose a PNG, JPEG or WebP file.' });
    }
  });
}

/** Runs the open network over a data set that was dropped on the window. */
export async function runDroppedDataset(files: readonly File[]): Promise<void> {
  enterStage('simulate');
  showDrawer('dataset');
  const named = files.map((blob) => ({ name: blob.name, blob }));
  await evaluateSet(
    async (asking, range) => {
      await asking.wait(prepareSimulation());
      return readLabelled(asking, named, range);
    },
    named.map(({ name }) => name).join(', '),
  );
}

/** A picture from a file, in the channels of the network. Null for files that the browser cannot read as a picture. */
async function readPhoto({ studio }: Asking, blob: File): Promise<Picture | null> {
  const rgba = await studio('readPicture', { blob, largest: LARGEST });
  const channels = simulationStore.getState().network?.input.shape[2];
  return rgba && pictureFromRgba(rgba, channels === 1 ? 1 : 3);
}

async function runPhoto(asking: Asking, photo: ChosenPhoto, findDigit: boolean): Promise<void> {
  simulationStore.setState({ photo });
  const network = await presentNetwork(asking);
  if (network) runOn(network, photo, findDigit);
  else tellKept(photo.name);
}

function runOn(network: NetworkView, { name, picture }: ChosenPhoto, findDigit: boolean): void {
  void runInput({ pixels: pixelsOfPhoto(picture, network, findDigit), name, label: null });
}

function tellKept(name: string): void {
  toast({
    tone: 'warning',
    text: `${name} was not run: the model does not convert as it stands.`,
    hint: 'Choose bits under Quantize and fix what the list of problems calls an error, then choose the file again.',
  });
}
