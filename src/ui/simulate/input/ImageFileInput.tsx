import { ImageUp } from 'lucide-react';
import { useRef, useState } from 'react';
import type { NetworkView } from '../../../worker/networkView.ts';
import { Button, Toggle } from '../../design/index.ts';
import { pictureFromRgba, type Picture } from '../pixels/picture.ts';
import { runInput } from '../run/simulate.ts';
import { pixelsOfPhoto, takesDigits } from './drawnInput.ts';

/** Pictures are read at most this large: no network for the chip takes more, and reading must not hold the page. */
const MAX_SIDE = 512;

/** A picture from a file: its middle, scaled to what the network takes. */
export function ImageFileInput({ network }: { readonly network: NetworkView }) {
  const picker = useRef<HTMLInputElement>(null);
  const [photo, setPhoto] = useState<{ name: string; picture: Picture } | null>(null);
  const [findDigit, setFindDigit] = useState(true);
  const [refused, setRefused] = useState<string | null>(null);
  const [x, y, c] = network.input.shape;

  const run = (picture: Picture, name: string, asDigit: boolean) => {
    void runInput({ pixels: pixelsOfPhoto(picture, network, asDigit), name, label: null });
  };
  const open = async (file: File) => {
    const picture = await readPicture(file, c === 1 ? 1 : 3);
    setRefused(picture ? null : file.name);
    if (!picture) return;
    setPhoto({ name: file.name, picture });
    run(picture, file.name, findDigit);
  };

  return (
    <>
      <Button icon={<ImageUp />} onClick={() => picker.current?.click()}>
        Choose an image
      </Button>
      <input
        ref={picker}
        type="file"
        accept="image/*"
        aria-label="Image file"
        className="visually-hidden"
        tabIndex={-1}
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          target.value = '';
          if (file) void open(file);
        }}
      />
      {takesDigits(network) && (
        <Toggle
          label="Find a digit and centre it"
          checked={findDigit}
          onChange={(next) => {
            setFindDigit(next);
            if (photo) run(photo.picture, photo.name, next);
          }}
        />
      )}
      <p className="simulate-note" role="status">
        {refused === null
          ? `Its middle is scaled to ${x} \u00d7 ${y}${c === 1 ? ', in grey' : ''}. It stays in this browser.`
          : `${refused} is not a picture that this browser can read. Choose a PNG, JPEG or WebP file.`}
      </p>
    </>
  );
}

/** Null for files that the browser cannot read as a picture. */
async function readPicture(file: File, channels: 1 | 3): Promise<Picture | null> {
  try {
    const bitmap = await createImageBitmap(file);
    const scale = Math.min(1, MAX_SIDE / Math.max(bitmap.width, bitmap.height));
    const canvas = new OffscreenCanvas(
      Math.max(1, Math.round(bitmap.width * scale)),
      Math.max(1, Math.round(bitmap.height * scale)),
    );
    const context = canvas.getContext('2d');
    if (!context) return null;
    context.imageSmoothingQuality = 'high';
    context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    bitmap.close();
    return pictureFromRgba(context.getImageData(0, 0, canvas.width, canvas.height), channels);
  } catch {
    // The decoder's reason ("The source image could not be decoded") says no more than the file's name does.
    return null;
  }
}
