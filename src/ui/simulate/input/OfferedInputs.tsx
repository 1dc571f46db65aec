import { Dices, Shuffle } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { NetworkView } from '../../../project/views/network.ts';
import { className, inputOf, pictureOf, sampleName } from '../../../store/simulation/imageSets.ts';
import { randomInput } from '../../../store/simulation/prepare.ts';
import { runInput } from '../../../store/simulation/run.ts';
import { useSimulation, type SimulationSet } from '../../../store/simulation/simulationStore.ts';
import { Button, Field, Slider } from '../../design/index.ts';
import { PictureCanvas } from '../tiles/PictureCanvas.tsx';
import './OfferedInputs.css';

const SHOWN = 20;

/** Built-in images, twenty at a time; pressing one sends it through the network. */
export function SampleStrip({ network }: { readonly network: NetworkView }) {
  const samples = useSimulation((state) => state.samples);
  const input = useSimulation((state) => state.input?.name);
  const [page, setPage] = useState(0);
  if (!samples) return null;
  const count = samples.images.shape[0] ?? 0;
  const indices = Array.from(
    { length: Math.min(SHOWN, count) },
    (_, i) => (page * SHOWN + i) % count,
  );
  return (
    <div className="sample-strip">
      <ul aria-label={samples.name}>
        {indices.map((index) => {
          const name = nameOf(samples, index);
          return (
            <li key={index}>
              <button
                type="button"
                className="sample-thumb"
                aria-label={name}
                aria-pressed={input === sampleName(samples, index)}
                title={name}
                onClick={() => {
                  void runInput(inputOf(samples, index, network));
                }}
              >
                <Thumbnail set={samples} index={index} />
              </button>
            </li>
          );
        })}
      </ul>
      <div className="simulate-row sample-strip-foot">
        <span className="simulate-note">{samples.name}</span>
        <Button
          kind="quiet"
          size="small"
          icon={<Shuffle />}
          onClick={() => {
            setPage((now) => (now + 1) % Math.ceil(count / SHOWN));
          }}
        >
          Others
        </Button>
      </div>
    </div>
  );
}

function nameOf({ labels, classNames }: SimulationSet, index: number): string {
  const label = labels?.[index];
  return label === undefined
    ? `Image ${index + 1}`
    : `Image ${index + 1}: ${className(classNames, label)}`;
}

function Thumbnail({ set, index }: { readonly set: SimulationSet; readonly index: number }) {
  const picture = useMemo(() => pictureOf(set, index), [set, index]);
  return <PictureCanvas picture={picture} />;
}

/** Random values, most of them zero: what an event camera or a sensor with few active cells would send. */
export function RandomInput({ network }: { readonly network: NetworkView }) {
  const [percent, setPercent] = useState(10);
  // The first one ran when the stage was entered.
  const [run, setRun] = useState(1);
  const send = () => {
    const seed = run + 1;
    setRun(seed);
    void runInput(randomInput(network, percent / 100, seed));
  };
  return (
    <>
      <Field
        label={`Active: ${percent} %`}
        note={`Values 1 to ${network.input.largest}; the rest is 0.`}
      >
        <Slider
          label="Share of active values"
          value={percent}
          min={1}
          max={100}
          onChange={setPercent}
          valueText={`${percent} percent`}
        />
      </Field>
      <Button icon={<Dices />} onClick={send}>
        Send a random input
      </Button>
    </>
  );
}
