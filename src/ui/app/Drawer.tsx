import { ChevronDown, ChevronUp } from 'lucide-react';
import { Suspense, useEffect, useRef, type KeyboardEvent, type PointerEvent } from 'react';
import { setDrawerHeight } from '../../store/actions/interface.ts';
import { showDrawer, toggleDrawer } from '../../store/actions/view.ts';
import { useStudio } from '../../store/studioStore.ts';
import { IconButton, Tabs } from '../design/index.ts';
import { drawerTabs } from './drawerTabs.ts';
import './Drawer.css';
import { PanelBoundary } from './PanelBoundary.tsx';

const MIN_HEIGHT = 120;
/** One press of an arrow key on the edge. */
const KEY_STEP = 24;

/** The bottom drawer: its upper edge is dragged, or moved with the arrow keys. */
export function Drawer() {
  const open = useStudio((state) => state.drawerOpen);
  const height = useStudio((state) => state.drawerHeight);
  const tab = useStudio((state) => state.drawerTab);
  const document = useStudio((state) => state.document);
  const frame = useFocusOnRequest();
  return (
    <section
      ref={frame}
      className="drawer"
      style={{ height: open ? height : 37 }}
      aria-label="Drawer"
    >
      {open && <DrawerEdge height={height} />}
      <Tabs
        label="Drawer"
        value={tab}
        onChange={showDrawer}
        items={drawerTabs.map(({ id, name, Label, Panel }) => ({
          id,
          label: <Label />,
          content: (
            // Another model begins at the top of every list.
            <PanelBoundary key={document} name={name.toLowerCase()}>
              <Suspense>
                <Panel />
              </Suspense>
            </PanelBoundary>
          ),
        }))}
        trailing={
          <IconButton
            label={open ? 'Hide the drawer' : 'Show the drawer'}
            keys="Ctrl+J"
            size="small"
            icon={open ? <ChevronDown /> : <ChevronUp />}
            onClick={toggleDrawer}
          />
        }
      />
    </section>
  );
}

/** Moves the focus into the panel when the keyboard asks for it: to what the panel marks, or to the panel. */
function useFocusOnRequest() {
  const frame = useRef<HTMLElement>(null);
  const request = useStudio((state) => state.drawerFocus);
  useEffect(() => {
    if (request === 0) return;
    const panel = frame.current?.querySelector<HTMLElement>('[role="tabpanel"]:not([hidden])');
    (panel?.querySelector<HTMLElement>('[data-drawer-focus]') ?? panel)?.focus();
  }, [request]);
  return frame;
}

function DrawerEdge({ height }: { readonly height: number }) {
  const max = Math.round(window.innerHeight * 0.7);
  const set = (next: number) => {
    setDrawerHeight(Math.max(MIN_HEIGHT, Math.min(max, Math.round(next))));
  };
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    if (event.currentTarget.hasPointerCapture(event.pointerId)) {
      set(window.innerHeight - event.clientY);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowUp: KEY_STEP, ArrowDown: -KEY_STEP }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    set(height + step);
  };
  return (
    <div
      className="drawer-edge"
      role="separator"
      aria-label="Height of the drawer"
      aria-orientation="horizontal"
      aria-valuenow={height}
      aria-valuemin={MIN_HEIGHT}
      aria-valuemax={max}
      tabIndex={0}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onKeyDown={onKeyDown}
    />
  );
}
