import { dismissOpenError } from '../../store/actions/open.ts';
import { useStudio } from '../../store/studioStore.ts';
import { Button, DiagnosticCard, Dialog } from '../design/index.ts';
import { pickFiles } from './pickFiles.ts';

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
