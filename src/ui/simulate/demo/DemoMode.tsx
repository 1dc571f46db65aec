import { X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { useEffect, useState } from 'react';
import { useStudio } from '../../../store/studioStore.ts';
import type { NetworkView } from '../../../project/views/network.ts';
import { Button, Choice, Keys } from '../../design/index.ts';
import { CameraInput } from '../input/CameraInput.tsx';
import { DrawingPad } from '../input/DrawingPad.tsx';
import { takesDigits } from '../../../store/simulation/drawnInput.ts';
import { RandomInput, SampleStrip } from '../input/OfferedInputs.tsx';
import { prepareSimulation } from '../../../store/simulation/prepare.ts';
import { showDemo, useSimulation } from '../../../store/simulation/simulationStore.ts';
import { PictureCanvas } from '../tiles/PictureCanvas.tsx';
import '../SimulatePanel.css';
import './DemoMode.css';
import { DemoFigures, DemoTiles } from './DemoResult.tsx';

/** The network at work on the whole screen, for people who never heard of spikes. */
export default function DemoMode() {
  const name = useStudio((state) => state.model?.name);
  const network = useSimulation((state) => state.network);
  useEffect(() => {
    void prepareSimulation();
  }, []);
  useFullScreen();
  return (
    <Dialog.Root
      open
      onOpenChange={(open) => {
        if (!open) leave();
      }}
    >
      <Dialog.Portal>
        <Dialog.Content
          className="demo"
          aria-describedby={undefined}
          onOpenAutoFocus={(event) => {
            // The first control would be the way out, ringed on a screen that people look at from afar.
            event.preventDefault();
            (event.currentTarget as HTMLElement).focus();
          }}
        >
          <header className="demo-head">
            <Dialog.Title>A spiking network at work</Dialog.Title>
            <span className="code">{name}</span>
            <Button kind="quiet" icon={<X />} onClick={leave}>
              Leave <Keys keys="Esc" decorative />
            </Button>
          </header>
          {network && (
            <div className="demo-body">
              <DemoInput network={network} />
              <DemoTiles network={network} />
              <DemoFigures />
            </div>
          )}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

type DemoSource = 'draw' | 'samples' | 'camera' | 'random';

function DemoInput({ network }: { readonly network: NetworkView }) {
  const hasSamples = useSimulation((state) => state.samples !== null);
  const isImage = network.input.kind === 'image';
  const sources: readonly { id: DemoSource; label: string }[] = isImage
    ? [
        { id: 'draw', label: 'Draw' },
        ...(hasSamples ? [{ id: 'samples', label: 'Pictures' } as const] : []),
        { id: 'camera', label: 'Camera' },
      ]
    : [{ id: 'random', label: 'Random' }];
  const first: DemoSource = !isImage ? 'random' : takesDigits(network) ? 'draw' : 'samples';
  const [chosen, setChosen] = useState<DemoSource>(first);
  const source = sources.some(({ id }) => id === chosen) ? chosen : (sources[0]?.id ?? 'random');
  return (
    <section className="demo-input simulate-inputs" aria-label="Input">
      <Choice
        label="Where the input comes from"
        value={source}
        options={sources}
        onChange={setChosen}
      />
      {source === 'draw' && <DrawingPad network={network} />}
      {source === 'samples' && <SampleStrip network={network} />}
      {source === 'camera' && <CameraInput network={network} live />}
      {source === 'random' && <RandomInput network={network} />}
      <DemoPicture network={network} />
    </section>
  );
}

/** The input as the network gets it. */
function DemoPicture({ network: { input } }: { readonly network: NetworkView }) {
  const pixels = useSimulation((state) => state.input?.pixels);
  const [height, width, channels] = input.shape;
  if (!pixels) return null;
  return (
    <figure className="demo-picture">
      <PictureCanvas picture={{ height, width, channels, data: pixels }} largest={input.largest} />
      <figcaption>
        What the network sees: {height} &times; {width}
        {input.kind === 'image' && (channels === 1 ? ' grey pixels' : ' pixels in colour')}
      </figcaption>
    </figure>
  );
}

function leave(): void {
  showDemo(false);
}

/** Takes the whole screen where the browser allows it; leaving the full screen leaves the demo too. */
function useFullScreen(): void {
  useEffect(() => {
    const root = document.documentElement;
    let isMounted = true;
    const onChange = () => {
      if (!document.fullscreenElement) leave();
    };
    root
      .requestFullscreen()
      .then(() => {
        if (isMounted) document.addEventListener('fullscreenchange', onChange);
        else void document.exitFullscreen();
      })
      // Refused, by a setting or in a frame: the demo fills the window then.
      .catch(() => undefined);
    return () => {
      isMounted = false;
      document.removeEventListener('fullscreenchange', onChange);
      if (document.fullscreenElement) void document.exitFullscreen();
    };
  }, []);
}
