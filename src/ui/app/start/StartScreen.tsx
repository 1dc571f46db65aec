import { FolderOpen, ShieldCheck } from 'lucide-react';
import { openSample } from '../../../store/actions/openFiles.ts';
import { Button, Keys } from '../../design/index.ts';
import { pickFiles } from '../../frame/pickFiles.ts';
import { stages } from '../stages.ts';
import './StartScreen.css';

/** What happens at each stage, for someone who sees the studio for the first time. */
const STORY = {
  model: 'See which layers convert, and fix those that do not.',
  quantize: 'Choose how many bits weights and spikes get.',
  finetune: 'Win back the accuracy that few bits cost.',
  simulate: 'Watch spikes pass through, exact to the integer.',
  export: 'Take the .fbz for the Akida runtime.',
} as const;

/** A line never ends within a fact: `1 s` stays together. */
function unbroken(fact: string): string {
  return fact.replaceAll(' ', '\u00a0');
}

/** The first screen: drop a model, or try a sample. */
export function StartScreen() {
  return (
    <main className="start">
      <div className="start-content">
        <section className="start-open" aria-labelledby="start-title">
          <div className="start-drop">
            <h2 id="start-title">Open a Keras model</h2>
            <p className="start-lead">
              Drop it anywhere in this window and follow it to a spiking network for Akida 1.0.
            </p>
            <div className="start-open-row">
              <Button kind="primary" icon={<FolderOpen />} onClick={pickFiles}>
                Choose a file
              </Button>
              <Keys keys="Ctrl+O" decorative />
            </div>
            <p className="start-formats">
              Opens <code>.h5</code>, <code>.keras</code>, <code>.json</code> with or without
              weights, SavedModel folders, <code>.fbz</code> and saved sessions.
            </p>
            <p className="start-privacy">
              <ShieldCheck aria-hidden size={16} />
              Your model stays in this browser.
            </p>
          </div>
          <ol className="start-story" aria-label="What the studio does">
            {stages.map(({ id, label, icon: Icon }) => (
              <li key={id}>
                <span className="start-story-icon">
                  <Icon size={16} />
                </span>
                <strong>{label}</strong>
                <span>{STORY[id]}</span>
              </li>
            ))}
          </ol>
        </section>
        <section aria-labelledby="start-samples">
          <h2 id="start-samples">Or try a sample</h2>
          <ul className="sample-cards">
            {samples.map(({ id, file, title, shows, facts, picture }) => (
              <li key={id}>
                <button
                  type="button"
                  className="sample-card"
                  onClick={() => {
                    void openSample(file);
                  }}
                >
                  <SamplePicture kind={picture} />
                  <span className="sample-title">{title}</span>
                  <span className="sample-shows">{shows}</span>
                  <span className="sample-facts">{facts.map(unbroken).join(' \u00b7 ')}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      </div>
    </main>
  );
}

/** The picture of a sample card. Drawn from the sample's own images where it has some. */
function SamplePicture({ kind }: { readonly kind: Sample['picture'] }) {
  return (
    <img
      className="sample-picture"
      src={new URL(`samples/pictures/${kind}.png`, document.baseURI).href}
      alt=""
      width="480"
      height="192"
    />
  );
}

/** A model that ships with the studio. */
interface Sample {
  readonly id: string;
  readonly file: string;
  readonly title: string;
  /** What it shows, in one sentence. */
  readonly shows: string;
  /** Short facts under the text. */
  readonly facts: readonly string[];
  readonly picture: 'digits' | 'digitsFew' | 'objects' | 'broken' | 'large';
}

/** The cards of the start screen; files and provenance are in public/samples. */
const samples: readonly Sample[] = [
  {
    id: 'mnist',
    file: 'mnist_float.h5',
    title: 'Handwritten digits',
    shows:
      'A float CNN that goes from Keras to spikes at 8/4/4 bits without losing a digit in a hundred.',
    facts: ['MNIST', '99.3 % right', 'opens in 1 s'],
    picture: 'digits',
  },
  {
    id: 'mnist-tuned',
    file: 'mnist_qat_iq8_wq2_aq2.h5',
    title: 'Digits in two bits',
    shows: 'The same network fine-tuned at 8/2/2 bits: four in five of its neurons stay silent.',
    facts: ['MNIST', '97.5 % right', 'opens in 1 s'],
    picture: 'digitsFew',
  },
  {
    id: 'cifar',
    file: 'cifar_float.h5',
    title: 'Ten kinds of things',
    shows: 'A deeper CNN for small colour photographs: see where rounding starts to cost accuracy.',
    facts: ['CIFAR-10', '85.3 % right', 'opens in 1 s'],
    picture: 'objects',
  },
  {
    id: 'incompatible',
    file: 'mnist_incompatible.h5',
    title: 'A model that does not convert',
    shows: 'Several rules broken on purpose. Find the problems, fix them here, and convert.',
    facts: ['MNIST', '97.0 % right', 'opens in 1 s'],
    picture: 'broken',
  },
  {
    id: 'akidanet',
    file: 'akidanet_025_96.h5',
    title: 'AkidaNet 0.25',
    shows:
      'The chip maker\u2019s own network at 96 x 96, untrained: what a larger model looks like.',
    facts: ['14 blocks', '1.2 MB', 'opens in 1 s'],
    picture: 'large',
  },
];
