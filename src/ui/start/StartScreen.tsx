import { FolderOpen, ShieldCheck } from 'lucide-react';
import { openSample } from '../../store/actions/openSample.ts';
import { Button, Keys } from '../design/index.ts';
import { pickFiles } from '../shell/pickFiles.ts';
import { SamplePicture } from './SamplePicture.tsx';
import './StartScreen.css';
import { samples } from './samples.ts';

/** The first screen: drop a model, or try a sample. */
export function StartScreen() {
  return (
    <main className="start">
      <div className="start-content">
        <section className="start-open" aria-labelledby="start-title">
          <h2 id="start-title">Open a Keras model</h2>
          <p>
            Drop it anywhere in this window. See which layers convert to spikes, fix those that do
            not, choose the bits, watch it run, and take the file for the chip.
          </p>
          <div className="start-open-row">
            <Button kind="primary" icon={<FolderOpen />} onClick={pickFiles}>
              Choose a file
            </Button>
            <Keys keys="Ctrl+O" />
            <span className="start-formats">
              <code>.h5</code> <code>.keras</code> <code>model.json</code> with its shards{' '}
              <code>.fbz</code>, or a saved session
            </span>
          </div>
          <p className="start-privacy">
            <ShieldCheck aria-hidden size={16} />
            Your model stays in this browser.
          </p>
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
                  <span className="sample-facts">{facts.join(' \u00b7 ')}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      </div>
    </main>
  );
}
