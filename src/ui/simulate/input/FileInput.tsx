import { ChevronLeft, ChevronRight, FolderOpen } from 'lucide-react';
import { useRef, useState } from 'react';
import { isStudioError, type Diagnostic } from '../../../core/errors/diagnostic.ts';
import { sameShape } from '../../../core/tensor/tensor.ts';
import type { NetworkView } from '../../../worker/networkView.ts';
import { Button, DiagnosticCard, IconButton } from '../../design/index.ts';
import { inputOf, readImageSet } from '../run/imageSets.ts';
import { runInput } from '../run/simulate.ts';
import { simulationStore, type ImageSet } from '../run/simulationStore.ts';

/** Inputs from an array file: .npy, or .npz with or without labels. */
export function FileInput({ network }: { readonly network: NetworkView }) {
  const picker = useRef<HTMLInputElement>(null);
  const choices = useRef(0);
  const [set, setSet] = useState<ImageSet | null>(null);
  const [index, setIndex] = useState(0);
  const [problems, setProblems] = useState<readonly Diagnostic[]>([]);
  const count = set?.images.shape[0] ?? 0;
  const shape = set?.images.shape.slice(1) ?? [];
  const fits = sameShape(shape, network.input.shape);

  const show = (from: ImageSet, at: number) => {
    setIndex(at);
    void runInput(inputOf(from, at, network));
  };
  const open = async (files: readonly File[]) => {
    const choice = ++choices.current;
    // A later choice, or another network, makes this one void.
    const isCurrent = () =>
      choice === choices.current && simulationStore.getState().network === network;
    try {
      const read = await readImageSet(files.map((blob) => ({ name: blob.name, blob })));
      if (!isCurrent()) return;
      setProblems([]);
      setSet(read);
      setIndex(0);
      if (sameShape(read.images.shape.slice(1), network.input.shape)) show(read, 0);
    } catch (error) {
      if (!isStudioError(error)) throw error;
      if (isCurrent()) setProblems(error.diagnostics);
    }
  };
  const step = (by: number) => () => {
    if (set) show(set, (index + by + count) % count);
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
          if (files.length > 0) void open(files);
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
      {problems.map((problem, i) => (
        <DiagnosticCard key={i} diagnostic={problem} />
      ))}
    </>
  );
}
