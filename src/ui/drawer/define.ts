import type { ComponentType } from 'react';

/** One tab of the bottom drawer. */
export interface DrawerTab {
  readonly id: string;
  /** Plain name, for the palette. */
  readonly name: string;
  readonly keys?: string;
  /** What the tab shows: the name, and counts where it has some. */
  readonly Label: ComponentType;
  readonly Panel: ComponentType;
}

/** Declares a drawer tab. */
export function defineDrawerTab(tab: DrawerTab): DrawerTab {
  return tab;
}
