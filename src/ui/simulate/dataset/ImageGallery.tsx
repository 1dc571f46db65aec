import { X } from 'lucide-react';
import { useMemo, useState } from 'react';
import { enterStage, showDrawer } from '../../../store/actions/view.ts';
import { className, inputOf, pictureOf } from '../../../store/simulation/imageSets.ts';
import { runInput } from '../../../store/simulation/run.ts';
import { useSimulation, type DatasetRun } from '../../../store/simulation/simulationStore.ts';
import type { DatasetEvaluation } from '../../../project/runs.ts';
import { Button, Choice } from '../../design/index.ts';
import { PictureCanvas } from '../tiles/PictureCanvas.tsx';
import type { ConfusionCell } from './ConfusionMatrix.tsx';
import '../modelColours.css';
import './ImageGallery.css';

const SHOWN = 24;

/** The images that changed class or were mistaken; pressing one shows its spikes. */
export function ImageGallery({
  run,
  cell,
  onClear,
}: {
  readonly run: DatasetRun;
  readonly cell: ConfusionCell | null;
  readonly onClear: () => void;
}) {
  const { set, result } = run;
  const [choice, setChoice] = useState<ImageChoice>('changed');
  const [shown, setShown] = useState(SHOWN);
  const count = (of: ImageChoice) =>
    set.labels ? interestingImages(result, set.labels, of, null).length : 0;
  const images = set.labels ? interestingImages(result, set.labels, choice, cell) : [];
  const name = (index: number) => className(set.classNames, index);
  return (
    <div className="image-gallery">
      {cell ? (
        <Button size="small" icon={<X />} onClick={onClear}>
          {name(cell.label)} taken for {name(cell.prediction)}: {images.length}
        </Button>
      ) : (
        <Choice
          label="Which images"
          value={choice}
          onChange={(next) => {
            setChoice(next);
            setShown(SHOWN);
          }}
          options={[
            { id: 'changed', label: `Changed class: ${count('changed')}` },
            { id: 'wrong', label: `Mistaken: ${count('wrong')}` },
          ]}
        />
      )}
      {images.length === 0 && (
        <p className="simulate-note">
          {choice === 'changed'
            ? 'All models give every image the same class.'
            : 'The spiking model has every image right.'}
        </p>
      )}
      {images.length > 0 && <GalleryKey />}
      <ul className="gallery-images">
        {images.slice(0, shown).map((image) => (
          <li key={image.index}>
            <GalleryImage run={run} image={image} />
          </li>
        ))}
      </ul>
      {images.length > shown && (
        <Button
          size="small"
          onClick={() => {
            setShown((now) => now + SHOWN);
          }}
        >
          Show more
        </Button>
      )}
    </div>
  );
}

/** Which colour stands for which model. */
function GalleryKey() {
  return (
    <p className="gallery-steps gallery-key" aria-hidden>
      <span data-model="float">Float</span>
      <span data-model="quantized">Quantized</span>
      <span data-model="spiking">Spiking</span>
    </p>
  );
}

function GalleryImage({
  run: { set },
  image: { index, float, quantized, spiking },
}: {
  readonly run: DatasetRun;
  readonly image: JudgedImage;
}) {
  const network = useSimulation((state) => state.network);
  const picture = useMemo(() => pictureOf(set, index), [set, index]);
  const name = (of: number | null | undefined) =>
    of === null || of === undefined ? '' : className(set.classNames, of);
  const label = set.labels?.[index];
  const models = [
    { id: 'float', answer: float },
    { id: 'quantized', answer: quantized },
    { id: 'spiking', answer: spiking },
  ].filter(({ answer }) => answer !== null);
  return (
    <button
      type="button"
      className="gallery-image"
      aria-label={`Image ${index + 1}, ${name(label)}. ${models.map(({ id, answer }) => `${id}: ${name(answer)}`).join(', ')}. Show its spikes`}
      onClick={() => {
        if (!network) return;
        enterStage('simulate');
        showDrawer('spikes');
        void runInput(inputOf(set, index, network));
      }}
    >
      <PictureCanvas picture={picture} />
      <span className="gallery-label">{name(label)}</span>
      <span className="gallery-steps">
        {models.map(({ id, answer }) => (
          <span key={id} data-model={id} data-wrong={answer !== label || undefined}>
            {name(answer)}
          </span>
        ))}
      </span>
    </button>
  );
}

/** Which images of a run to look at. */
type ImageChoice = 'changed' | 'wrong';

/** One image with what each model took it for. */
interface JudgedImage {
  readonly index: number;
  readonly float: number | null;
  readonly quantized: number | null;
  readonly spiking: number;
}

/**
 * The images of a run that a choice means.
 *     changed: not all models give the same class        wrong: the spiking model is wrong
 * @param cell  only images of this class that the spiking model took for that one, whatever the choice
 */
export function interestingImages(
  result: DatasetEvaluation,
  labels: Int32Array,
  choice: ImageChoice,
  cell: ConfusionCell | null,
): readonly JudgedImage[] {
  const images: JudgedImage[] = [];
  for (let index = 0; index < result.samples; index++) {
    const spiking = result.spiking.predictions[index] ?? -1;
    const quantized = result.quantized?.predictions[index] ?? null;
    const float = result.float?.predictions[index] ?? null;
    const isChanged = [quantized, float].some((other) => other !== null && other !== spiking);
    const isWanted = cell
      ? cell.label === labels[index] && cell.prediction === spiking
      : choice === 'changed'
        ? isChanged
        : spiking !== labels[index];
    if (isWanted) images.push({ index, float, quantized, spiking });
  }
  return images;
}
