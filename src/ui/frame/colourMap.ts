import { interpolateYlGnBu } from 'd3-scale-chromatic';

/**
 * Colour of a share 0 .. 1: little is close to the page, much stands out, in both themes. One map for all modes;
 * its lightness rises evenly, so it reads the same with any colour vision and in grey.
 * @source ColorBrewer YlGnBu (marked colour-blind safe there), through d3-scale-chromatic
 */
export function colourOf(share: number, isDark: boolean): string {
  const t = Math.min(Math.max(share, 0), 1);
  return interpolateYlGnBu(isDark ? 0.92 - 0.9 * t : 0.06 + 0.86 * t);
}

/** Black or white, whichever is easier to read on a colour; one of them always has a contrast of 4.5 or more. */
export function inkOn(colour: string): '#000' | '#fff' {
  const [r = 0, g = 0, b = 0] = channelsOf(colour).map((channel) =>
    channel <= 0.03928 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4,
  );
  const luminance = 0.2126 * r + 0.7152 * g + 0.0722 * b;
  // Equal contrast with black and white: (L + 0.05)^2 = 1.05 * 0.05. WCAG 2.2, contrast ratio.
  return luminance > 0.179 ? '#000' : '#fff';
}

/** Channels 0 .. 1 of `rgb(r, g, b)`, as d3 writes colours. */
function channelsOf(colour: string): readonly number[] {
  return (colour.match(/[\d.]+/g) ?? []).slice(0, 3).map((channel) => Number(channel) / 255);
}
