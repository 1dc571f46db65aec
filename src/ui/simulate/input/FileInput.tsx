import { ChevronLeft, ChevronRight, FolderOpen, ImageUp } from 'lucide-react';
import { useRef, useState } from 'react';
import { sameShape } from '../../../core/tensor/tensor.ts';
import type { NetworkView } from '../../../project/views/network.ts';
import {
  chooseArrays,
  choosePhoto,
  showArray,
  showPhoto,
} from '../../../store/simulation/chosen.ts';
import { takesDigits } from '../../../store/simulation/drawnInput.ts';
import { useSimulation } from '../../../store/simulation/simulationStore.ts';
import { RangeQuestionCard } from '../../frame/RangeQuestionCard.tsx';
import { Button, DiagnosticCard, IconButton, Toggle } from '../../design/index.ts';

/** Inputs from an array file: .npy, or .npz with or without labels. */
export function FileInput({ network }: { readonly network: NetworkView }) {
  const picker = useRef<HTMLInputElement>(null);
  const file = useSimulation((state) => state.file);
  const problems = useSimulation((state) => state.fileProblems);
  const question = useSimulation((state) => state.fileQuestion);
  const { set = null, index = 0 } = file ?? {};
  const count = set?.images.shape[0] ?? 0;
  const shape = set?.images.shape.slice(1) ?? [];
  const fits = sameShape(shape, network.input.shape);
  const step = (by: number) => () => {
    showArray((index + by + count) % count);
  };

  return (
    <>
      <Button icon={<FolderOpen />} onClick={() => picker.current?.click()}>
        Choose a file
      </Button>
      <input
        ref={picker}
        type="file"
        accept=".npz,.npy,.gz,.idx,.ubyte"
        multiple
        aria-label="Array file"
        className="visually-hidden"
        tabIndex={-1}
        onChange={({ target }) => {
          const files = [...(target.files ?? [])];
          target.value = '';
          if (files.length > 0) void chooseArrays(files);
        }}
      />
      <p className="simulate-note">
        An .npy or .npz of whole numbers 0 to {network.input.largest}, shape (N,{' '}
        {network.input.shape.join(', ')}).
      </p>
      {set && !fits && (
        <p role="alert">
          {set.name} holds inputs of shape ({shape.join(', ')}); the network takes (
          {network.input.shape.join(', ')}).
        </p>
      )}
      {set && fits && (
        <div className="simulate-row">
          <IconButton
            label="Previous input"
            size="small"
            icon={<ChevronLeft />}
            onClick={step(-1)}
          />
          <span>
            Input {index + 1} of {count}
          </span>
          <IconButton label="Next input" size="small" icon={<ChevronRight />} onClick={step(1)} />
        </div>
      )}
      {question && <RangeQuestionCard question={question} />}
      {problems.map((problem, i) => (
        <DiagnosticCard key={i} diagnostic={problem} />
      ))}
    </>
  );
}

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
