import { useEffect, useState } from 'react';
import { cancelOpening } from '../../store/actions/open.ts';
import { useStudio } from '../../store/studioStore.ts';
import { Button, Dialog, ProgressBar } from '../design/index.ts';
import './OpeningDialog.css';

/** Small models open faster than this: for them the window would only flash. */
const SHOW_AFTER_MS = 300;

/** What is happening while a model opens, with a way out. */
export function OpeningDialog() {
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
    <Dialog
      open
      onClose={cancelOpening}
      title={`Opening ${name}`}
      actions={<Button onClick={cancelOpening}>Cancel</Button>}
    >
      <div className="opening" role="status">
        <p>{progress.step}</p>
        <ProgressBar label={`Opening ${name}`} fraction={progress.fraction} />
      </div>
    </Dialog>
  );
}
