import { ImageUp } from 'lucide-react';
import { useRef, useState } from 'react';
import type { NetworkView } from '../../../project/views/network.ts';
import { Button, Toggle } from '../../design/index.ts';
import { useSimulation } from '../../../store/simulation/simulationStore.ts';
import { choosePhoto, showPhoto } from '../../../store/simulation/chosen.ts';
import { takesDigits } from '../../../store/simulation/drawnInput.ts';

/** A picture from a file: its middle, scaled to what the network takes. */
export function ImageFileInput({ network }: { readonly network: NetworkView }) {
  const picker = useRef<HTMLInputElement>(null);
  const refused = useSimulation((state) => state.photoRefused);
  const [findDigit, setFindDigit] = useState(true);
  const [x, y, c] = network.input.shape;

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
          if (file) void choosePhoto(file, findDigit);
        }}
      />
      {takesDigits(network) && (
        <Toggle
          label="Find a digit and centre it"
          checked={findDigit}
          onChange={(next) => {
            setFindDigit(next);
            showPhoto(next);
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
