import { openDropped } from '../../store/actions/openDropped.ts';
import { studioStore } from '../../store/studioStore.ts';

/** What dropped files are for. */
export type DropUse = 'model' | 'picture' | 'dataset';

const DATASET = /(\.(npz|npy|idx|gz)|ubyte)$/i;

/** Pictures and data sets are for the network that is open; everything else is a model or a session. */
export function useOfDropped(
  files: readonly Pick<File, 'name' | 'type'>[],
  hasNetwork: boolean,
): DropUse {
  if (!hasNetwork || files.length === 0) return 'model';
  if (files.length === 1 && files[0]?.type.startsWith('image/')) return 'picture';
  return files.every(({ name }) => DATASET.test(name)) ? 'dataset' : 'model';
}

/** Does with dropped files what they are for. */
export async function takeDropped(files: readonly File[]): Promise<void> {
  const { derived } = studioStore.getState();
  const use = useOfDropped(files, Boolean(derived?.converted));
  const [first] = files;
  if (use === 'model' || !first) {
    await openDropped(files);
    return;
  }
  const { runDroppedPicture, runDroppedDataset } = await import('../../store/simulation/chosen.ts');
  await (use === 'picture' ? runDroppedPicture(first) : runDroppedDataset(files));
}
