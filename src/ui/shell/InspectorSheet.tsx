import { PanelRight } from 'lucide-react';
import { studioStore, useStudio } from '../../store/studioStore.ts';
import { Button, Dialog } from '../design/index.ts';
import { Inspector } from '../inspector/Inspector.tsx';

/** The inspector in a narrow window: a button over the graph, a sheet when pressed. */
export function InspectorSheet() {
  const open = useStudio((state) => state.inspectorSheet);
  const selected = useStudio((state) => state.selected);
  const setOpen = (inspectorSheet: boolean) => {
    studioStore.setState({ inspectorSheet });
  };
  return (
    <>
      {selected !== null && (
        <Button
          className="shell-inspector-button"
          icon={<PanelRight />}
          onClick={() => {
            setOpen(true);
          }}
        >
          Inspect {selected}
        </Button>
      )}
      <Dialog
        form="sheet"
        open={open}
        onClose={() => {
          setOpen(false);
        }}
        title="Selected layer"
      >
        <Inspector />
      </Dialog>
    </>
  );
}
