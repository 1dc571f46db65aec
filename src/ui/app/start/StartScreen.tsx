import { FolderOpen, ShieldCheck } from 'lucide-react';
import { openSample } from '../../../store/actions/openFiles.ts';
import { Button, Keys } from '../../design/index.ts';
import { pickFiles } from '../pickFiles.ts';
import { stages } from '../stages.ts';
import { samples, type Sample } from './samples.ts';
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
              Opens <code>.h5</code>, <code>.keras</code>, <code>model.json</code> with its shards,{' '}
              <code>.fbz</code> and saved sessions.
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
