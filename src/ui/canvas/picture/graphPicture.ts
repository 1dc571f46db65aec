import { fail } from '../../../core/errors/diagnostic.ts';
import { layoutOf } from '../../../store/actions/layout.ts';
import type { Asking } from '../../../store/ask.ts';
import { studioStore } from '../../../store/studioStore.ts';
import { colourMode } from '../paint/index.ts';
import { paintScene } from '../paint/paintScene.ts';
import { silentShares } from '../paint/sparsity.ts';
import { buildScene } from '../scene/buildScene.ts';
import { columnsOf, layoutRequestOf } from '../scene/drawing.ts';
import { problemIndex } from '../scene/problemIndex.ts';
import { graphSvg } from './graphSvg.ts';

/** How the picture is to look. */
interface PictureOptions {
  /** Default: light, as paper is. */
  readonly theme?: 'light' | 'dark';
}

/**
 * The graph of the open model as a self-contained SVG: folded and coloured as on screen, whole, wherever the view is.
 * @param asking that of the file it is for
 * @param state the moment to draw; whoever waited since it began passes the one it began with
 * @throws StudioError studio/no-model
 */
export async function graphPicture(
  asking: Asking,
  { theme = 'light' }: PictureOptions = {},
  state = studioStore.getState(),
): Promise<{
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}> {
  if (!state.derived) fail('studio/no-model', {}, 'Picture of the graph');
  const scene = buildScene(state.derived.graph, state.graphGroups);
  const columns = columnsOf(scene);
  const layout = await layoutOf(asking, layoutRequestOf(scene, columns));
  const isDark = theme === 'dark';
  const svg = graphSvg({
    drawing: { scene, columns, layout },
    painted: paintScene(colourMode(state.colourBy), scene, state, isDark),
    problems: problemIndex(state.derived.diagnostics),
    silent: silentShares(state),
    colours: isDark ? darkColours : lightColours,
  });
  return { svg, width: layout.width, height: layout.height };
}

/** Browsers refuse canvases beyond about this many pixels a side. */
const LARGEST_SIDE = 16_000;

/** The same picture as a PNG, by default at two pixels a unit; a very tall graph gets fewer. */
export async function graphPicturePng(
  asking: Asking,
  options: PictureOptions & { readonly scale?: number } = {},
): Promise<Blob> {
  const { svg } = await graphPicture(asking, options);
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const { naturalWidth: width, naturalHeight: height } = image;
    const scale = Math.min(options.scale ?? 2, LARGEST_SIDE / Math.max(width, height));
    const canvas = new OffscreenCanvas(Math.round(width * scale), Math.round(height * scale));
    const context = canvas.getContext('2d');
    if (!context) throw new Error('The browser gives no canvas to draw on.');
    context.scale(scale, scale);
    context.drawImage(image, 0, 0, width, height);
    return await canvas.convertToBlob({ type: 'image/png' });
  } finally {
    URL.revokeObjectURL(url);
  }
}

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
