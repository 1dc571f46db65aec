import { Dices } from 'lucide-react';
import { useState } from 'react';
import type { NetworkView } from '../../../project/views/networkView.ts';
import { Button, Field, Slider } from '../../design/index.ts';
import { runInput } from '../../../store/simulation/run.ts';
import { randomInput } from '../../../store/simulation/prepare.ts';

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
