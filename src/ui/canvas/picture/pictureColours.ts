/** Colours of the exported picture: a file knows no stylesheet. A test holds them to `design/tokens.css`. */
export interface PictureColours {
  readonly page: string;
  readonly surface: string;
  readonly pressed: string;
  readonly line: string;
  readonly frame: string;
  readonly text: string;
  readonly muted: string;
  readonly faint: string;
  readonly accent: string;
  readonly error: string;
  readonly hardware: string;
  readonly advice: string;
}

/** The token of each colour. */
export const tokenOf: Readonly<Record<keyof PictureColours, string>> = {
  page: '--surface-sunken',
  surface: '--surface',
  pressed: '--surface-pressed',
  line: '--line',
  frame: '--line-control',
  text: '--text',
  muted: '--text-muted',
  faint: '--text-faint',
  accent: '--accent',
  error: '--error',
  hardware: '--hardware',
  advice: '--advice',
};

export const lightColours: PictureColours = {
  page: '#eef0f4',
  surface: '#ffffff',
  pressed: '#e3e7ee',
  line: '#dde1e8',
  frame: '#7e8594',
  text: '#161922',
  muted: '#454c5c',
  faint: '#5c6475',
  accent: '#2b5bd7',
  error: '#b3261e',
  hardware: '#8a4b00',
  advice: '#0a6870',
};

export const darkColours: PictureColours = {
  page: '#0c0e12',
  surface: '#15181e',
  pressed: '#2c323d',
  line: '#2a2f39',
  frame: '#6d7686',
  text: '#eceef3',
  muted: '#b9bfcb',
  faint: '#98a0b0',
  accent: '#8fb1ff',
  error: '#ff9a92',
  hardware: '#f2b860',
  advice: '#66cfd4',
};
