export type Theme = 'system' | 'light' | 'dark';
export type DialogId = 'commands' | 'keys' | 'search';

export interface ToastMessage {
  readonly id: number;
  readonly tone: 'neutral' | 'error' | 'warning' | 'ok';
  readonly text: string;
  /** What to do about it. */
  readonly hint?: string;
  /** It stays until it is dismissed. */
  readonly stays?: boolean;
  readonly action?: { readonly label: string; readonly run: () => void };
}

/** The window itself: preferences that outlive a session (kept in localStorage) and what is open on top. */
export interface InterfaceSlice {
  readonly theme: Theme;
  readonly drawerHeight: number;
  /** The inspector as a sheet, under 1280 px. */
  readonly inspectorSheet: boolean;
  readonly dialog: DialogId | null;
  readonly toasts: readonly ToastMessage[];
}

export const interfaceSlice: InterfaceSlice = {
  theme: 'system',
  drawerHeight: 288,
  inspectorSheet: false,
  dialog: null,
  toasts: [],
};
