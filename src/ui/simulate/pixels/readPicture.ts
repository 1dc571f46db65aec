import { studioClient } from '../../../store/studioClient.ts';
import { pictureFromRgba, type Picture } from './picture.ts';

/** Pictures are read at most this large: no network for the chip takes more. */
const LARGEST = 512;

/** A picture from a file, in the channels of the network. Null for files that the browser cannot read as a picture. */
export async function readPicture(blob: Blob, channels: 1 | 3): Promise<Picture | null> {
  const rgba = await studioClient.call('readPicture', { blob, largest: LARGEST });
  return rgba && pictureFromRgba(rgba, channels);
}
