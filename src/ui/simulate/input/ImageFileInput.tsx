import { ImageUp } from 'lucide-react';
import { useRef, useState } from 'react';
import { isStudioError } from '../../../core/errors/diagnostic.ts';
import { toast } from '../../../store/actions/interface.ts';
import type { NetworkView } from '../../../worker/networkView.ts';
import { Button, Toggle } from '../../design/index.ts';
import type { Picture } from '../pixels/picture.ts';
import { readPicture } from '../pixels/readPicture.ts';
import { runInput } from '../run/simulate.ts';
import { simulationStore } from '../run/simulationStore.ts';
import { pixelsOfPhoto, takesDigits } from './drawnInput.ts';

/** A picture from a file: its middle, scaled to what the network takes. */
export function ImageFileInput({ network }: { readonly network: NetworkView }) {
  const picker = useRef<HTMLInputElement>(null);
  const choices = useRef(0);
  const [photo, setPhoto] = useState<{ name: string; picture: Picture } | null>(null);
  const [findDigit, setFindDigit] = useState(true);
  const [refused, setRefused] = useState<string | null>(null);
  const [x, y, c] = network.input.shape;

  const run = (picture: Picture, name: string, asDigit: boolean) => {
    void runInput({ pixels: pixelsOfPhoto(picture, network, asDigit), name, label: null });
  };
  const open = async (file: File) => {
    const choice = ++choices.current;
    try {
      const picture = await readPicture(file, c === 1 ? 1 : 3);
      // A later choice, or another network, has made this one void.
      if (choice !== choices.current || simulationStore.getState().network !== network) return;
      setRefused(picture ? null : file.name);
      if (!picture) return;
      setPhoto({ name: file.name, picture });
      run(picture, file.name, findDigit);
    } catch (error) {
      if (!isStudioError(error)) throw error;
      toast({ tone: 'error', text: error.diagnostics[0]?.message ?? 'The picture was not read.' });
    }
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
