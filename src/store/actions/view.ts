import type { ColourBy, StageId } from '../slices/view.ts';
import { studioStore } from '../studioStore.ts';

export function enterStage(stage: StageId): void {
  studioStore.setState({ stage });
}

/** Selects a layer by name; null selects none. */
export function selectLayer(selected: string | null): void {
  studioStore.setState({ selected });
}

export function setColourBy(colourBy: ColourBy): void {
  studioStore.setState({ colourBy });
}

/** Opens the drawer at a tab. */
export function showDrawer(drawerTab: string): void {
  studioStore.setState({ drawerTab, drawerOpen: true });
}

/** Opens the drawer at a tab and moves the focus into it. */
export function focusDrawer(drawerTab: string): void {
  studioStore.setState(({ drawerFocus }) => ({
    drawerTab,
    drawerOpen: true,
    drawerFocus: drawerFocus + 1,
  }));
}

export function toggleDrawer(): void {
  studioStore.setState((state) => ({ drawerOpen: !state.drawerOpen }));
}
