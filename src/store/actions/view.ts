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

export function toggleDrawer(): void {
  studioStore.setState((state) => ({ drawerOpen: !state.drawerOpen }));
}
