import { Images } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { Diagnostic } from '../../../core/errors/diagnostic.ts';
import { sizeOf, type Tensor } from '../../../core/tensor/tensor.ts';
import { loadThumbnails } from '../../../store/actions/trainingData.ts';
import type { TrainingDataState } from '../../../store/slices/finetune.ts';
import { useStudio } from '../../../store/studioStore.ts';
import type { Thumbnails } from '../../../worker/training/contract.ts';
import { EmptyState } from '../../design/index.ts';
import { formatCount, formatPart } from '../trainingStatus.ts';
import { classParts, imageParts, missingParts } from '../imageParts.ts';
import './ImagesPanel.css';

/** Images shown of every class. */
const PER_CLASS = 12;

type Open = Extract<TrainingDataState, { status: 'open' }>;

/** The data set at a glance: classes, their counts, some images of each. */
export default function ImagesPanel() {
  const data = useStudio((state) => state.trainingData);
  if (data.status !== 'open') {
    return (
      <EmptyState icon={<Images aria-hidden />} title="No images chosen">
        Choose labelled images in the Fine-tune stage; they show here by class.
      </EmptyState>
    );
  }
  return <Classes data={data} />;
}

function Classes({ data }: { readonly data: Open }) {
  const { name, count, shape, classes, inMemory, testCount } = data.summary;
  const settings = useStudio(({ training }) => training);
  const parts = imageParts(data.summary, settings);
  const [thumbnails, problem] = useThumbnails(data);
  const most = Math.max(...classes.map((entry) => entry.count), 1);
  const size = shape.slice(0, 2).join(' \u00d7 ');
  const partsText = (images: number) => {
    const { training, validation, test } = classParts(images, data.summary, settings);
    return [training, validation, ...(testCount === null ? [test] : [])]
      .map(formatCount)
      .join(' / ');
  };
  return (
    // Scrolls with the keyboard too.
    <div className="images-panel" tabIndex={0} role="region" aria-label="Images by class">
      <header className="images-head">
        <h3>{name}</h3>
        <p>
          {formatCount(count)} images, {size} pixels,{' '}
          {shape[2] === 1 ? 'grey' : `${shape[2]} channels`}
          {inMemory ? '' : ', read from the files as they are needed'}
        </p>
        <p>
          {formatPart(parts.training)} to train, {formatPart(parts.validation)} to validate,{' '}
          {formatPart(parts.test)} to test
          {testCount === null ? '' : ` (${data.request.test?.name ?? 'its own test images'})`}
        </p>
        <Missing data={data} />
        {problem !== null && <p role="alert">{problem}</p>}
      </header>
      <table className="images-classes">
        <thead>
          <tr>
            <th scope="col">Class</th>
            <th scope="col">Images</th>
            <th scope="col">
              {testCount === null ? 'Train / validate / test' : 'Train / validate'}
            </th>
            <th scope="col">Some of them</th>
          </tr>
        </thead>
        <tbody>
          {classes.map((entry, label) => (
            <tr key={label}>
              <th scope="row">{entry.name}</th>
              <td>
                <span className="images-count">
                  <span>{formatCount(entry.count)}</span>
                  <span
                    className="images-bar"
                    style={{ width: `${(100 * entry.count) / most}%` }}
                  />
                </span>
              </td>
              <td className="images-parts">{partsText(entry.count)}</td>
              <td>
                <span className="images-row">
                  {thumbnails &&
                    indicesOf(thumbnails, label).map((index) => (
                      <Thumbnail key={index} images={thumbnails.images} index={index} />
                    ))}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Classes that are too small to be divided as asked. */
function Missing({ data: { summary } }: { readonly data: Open }) {
  const settings = useStudio(({ training }) => training);
  const { validation, test } = missingParts(summary, settings);
  const lines = [
    { names: test, what: 'none tests' },
    { names: validation, what: 'none validates' },
  ].filter(({ names }) => names.length > 0);
  return lines.map(({ names, what }) => (
    <p key={what} className="images-missing">
      Too few images of {names.slice(0, 3).join(', ')}
      {names.length > 3 ? ` and ${names.length - 3} more classes` : ''}: {what}.
    </p>
  ));
}

function indicesOf({ labels }: Thumbnails, label: number): number[] {
  return [...labels.keys()].filter((index) => labels[index] === label);
}

/** Pixels stay with the view that shows them: they are no part of the store. */
function useThumbnails({ summary }: Open): [Thumbnails | null, string | null] {
  const [thumbnails, setThumbnails] = useState<Thumbnails | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    const failed = ([first]: readonly Diagnostic[]) => {
      setProblem(first ? `${first.message} ${first.hint}` : null);
    };
    void loadThumbnails(PER_CLASS, failed).then((found) => {
      if (found) setThumbnails(found);
    });
  }, [summary]);
  return [thumbnails, problem];
}

interface ThumbnailProps {
  /** uint8 [count, height, width, channels]. */
  readonly images: Tensor<Uint8Array>;
  readonly index: number;
}

/** One image of a data set. The class beside it says what it shows. */
function Thumbnail({ images, index }: ThumbnailProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [, height = 1, width = 1] = images.shape;
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    context?.putImageData(imageData(images, index), 0, 0);
  }, [images, index]);
  return <canvas ref={canvas} width={width} height={height} aria-hidden />;
}

function imageData({ data, shape }: Tensor<Uint8Array>, index: number): ImageData {
  const [, height = 1, width = 1, channels = 1] = shape;
  const size = sizeOf(shape.slice(1));
  const pixels = data.subarray(index * size, (index + 1) * size);
  const image = new ImageData(width, height);
  for (let i = 0; i < width * height; i++) {
    for (let c = 0; c < 3; c++) {
      image.data[4 * i + c] = pixels[i * channels + Math.min(c, channels - 1)] ?? 0;
    }
    image.data[4 * i + 3] = 255;
  }
  return image;
}
