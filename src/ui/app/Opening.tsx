import { useEffect, useState } from 'react';
import { cancelOpening, dismissOpenError } from '../../store/actions/open.ts';
import { useStudio } from '../../store/studioStore.ts';
import { Button, DiagnosticCard, Dialog, ProgressBar } from '../design/index.ts';
import { pickFiles } from '../frame/pickFiles.ts';
import './Opening.css';

/** Small models open faster than this: for them the card would only flash. */
const SHOW_AFTER_MS = 300;

/** What is happening while a model opens, with a way out. Takes no focus: what was open stays usable. */
export function OpeningCard() {
  const opening = useStudio((state) => state.opening);
  const isOpening = opening !== null;
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (!isOpening) return undefined;
    const timer = setTimeout(() => {
      setLate(true);
    }, SHOW_AFTER_MS);
    return () => {
      clearTimeout(timer);
      setLate(false);
    };
  }, [isOpening]);
  if (!opening || !late) return null;
  const { name, progress } = opening;
  return (
    <section className="opening" aria-label={`Opening ${name}`}>
      <div className="opening-text" role="status">
        <strong>
          Opening <span className="code">{name}</span>
        </strong>
        <span>{progress.text}</span>
      </div>
      <Button size="small" onClick={cancelOpening}>
        Cancel
      </Button>
      <ProgressBar label={`Opening ${name}`} fraction={progress.fraction} />
    </section>
  );
}

/** Why a file did not open. What was open before stays open behind it. */
export function OpenErrorDialog() {
  const openError = useStudio((state) => state.openError);
  const hasModel = useStudio(({ model }) => model !== null);
  if (!openError) return null;
  const { name, diagnostics } = openError;
  return (
    <Dialog
      open
      onClose={dismissOpenError}
      title={`${name} did not open`}
      description={hasModel ? 'The model that was open is still here, unchanged.' : undefined}
      actions={
        <>
          <Button
            onClick={() => {
              dismissOpenError();
              pickFiles();
            }}
          >
            Choose another file
          </Button>
          <Button kind="primary" onClick={dismissOpenError}>
            Close
          </Button>
        </>
      }
    >
      {diagnostics.map((diagnostic, i) => (
        <DiagnosticCard key={`${diagnostic.code} ${i}`} diagnostic={diagnostic} />
      ))}
    </Dialog>
  );
}
