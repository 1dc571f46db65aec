import { Expand } from 'lucide-react';
import { Suspense, useEffect } from 'react';
import { setDrawerHeight } from '../../store/actions/interface.ts';
import { setColourBy, showDrawer } from '../../store/actions/view.ts';
import { studioStore, useStudio } from '../../store/studioStore.ts';
import type { NetworkView } from '../../project/views/network.ts';
import { ChipCard } from '../chip/ChipCard.tsx';
import { Button, Choice, DiagnosticCard, Field, ProgressBar, Term } from '../design/index.ts';
import { StagePanel } from '../frame/StagePanel.tsx';
import { CameraInput } from './input/CameraInput.tsx';
import { DrawingPad } from './input/DrawingPad.tsx';
import { FileInput, ImageFileInput } from './input/FileInput.tsx';
import { RandomInput, SampleStrip } from './input/OfferedInputs.tsx';
import { prepareSimulation } from '../../store/simulation/prepare.ts';
import {
  chooseSource,
  showDemo,
  useSimulation,
  type InputSource,
} from '../../store/simulation/simulationStore.ts';
import './SimulatePanel.css';
import { RunSummary } from './RunSummary.tsx';

const LABELS = {
  samples: 'Samples',
  draw: 'Draw',
  image: 'Image',
  camera: 'Camera',
  random: 'Random',
  file: 'File',
} as const;

/** What goes into the spiking model, and what came of it. */
export default function SimulatePanel() {
  const plan = useStudio((state) => state.plan);
  const converted = useStudio(({ derived }) => derived?.converted);
  const network = useSimulation((state) => state.network);
  const problems = useSimulation((state) => state.problems);
  useEffect(() => {
    void prepareSimulation();
  }, [plan, converted]);
  useEffect(makeRoom, []);
  return (
    <StagePanel
      title="Simulate"
      intro={
        <>
          Send an input through the network and watch its <Term id="spike">spikes</Term>.
        </>
      }
      action={
        <Button
          icon={<Expand />}
          onClick={() => {
            showDemo(true);
          }}
        >
          Demo mode
        </Button>
      }
    >
      {network ? <Inputs network={network} /> : !problems && <Preparing />}
      {problems?.map((problem, i) => (
        <DiagnosticCard key={i} diagnostic={problem} />
      ))}
      {network && <RunSummary />}
      {network && (
        <Suspense>
          <ChipCard />
        </Suspense>
      )}
    </StagePanel>
  );
}

function Inputs({ network }: { readonly network: NetworkView }) {
  const hasSamples = useSimulation((state) => state.samples !== null);
  const sources = sourcesOf(network, hasSamples);
  const chosen = useSimulation((state) => state.source);
  const source = chosen && sources.includes(chosen) ? chosen : sources[0];
  return (
    <div className="simulate-inputs">
      <Field label="Input">
        <Choice
          label="Where the input comes from"
          value={source ?? 'file'}
          options={sources.map((id) => ({ id, label: LABELS[id] }))}
          onChange={chooseSource}
        />
      </Field>
      {source === 'samples' && <SampleStrip network={network} />}
      {source === 'draw' && <DrawingPad network={network} />}
      {source === 'image' && <ImageFileInput network={network} />}
      {source === 'camera' && <CameraInput network={network} />}
      {source === 'random' && <RandomInput network={network} />}
      {source === 'file' && <FileInput network={network} />}
    </div>
  );
}

function Preparing() {
  return (
    <div role="status">
      <ProgressBar label="Preparing the network" fraction={null} />
    </div>
  );
}

/** What a network can be given: a picture where it takes one, numbers where not. */
function sourcesOf({ input }: NetworkView, hasSamples: boolean): readonly InputSource[] {
  const [x, y, c] = input.shape;
  const isPicture = input.kind === 'image' && (c === 1 || c === 3) && x > 1 && y > 1;
  if (!isPicture) return ['random', 'file'];
  return [...(hasSamples ? (['samples'] as const) : []), 'draw', 'image', 'camera'];
}

/** Spikes need a taller drawer than problems do. */
const SPIKES_HEIGHT = 340;
const OWN_TABS = ['spikes', 'activity', 'dataset'];

/** Entering the stage shows the spikes, below and on the graph; leaving it takes the colours back unless they were changed. */
function makeRoom(): () => void {
  const { drawerTab, drawerHeight, colourBy } = studioStore.getState();
  if (!OWN_TABS.includes(drawerTab)) showDrawer('spikes');
  if (drawerHeight < SPIKES_HEIGHT) setDrawerHeight(SPIKES_HEIGHT);
  if (colourBy === 'problems') setColourBy('sparsity');
  return () => {
    if (studioStore.getState().colourBy === 'sparsity') setColourBy(colourBy);
  };
}
