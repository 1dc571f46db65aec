import type { Picture, Region } from './picture.ts';

/**
 * A region of a picture at another size: every new pixel is the mean of the area that it covers, so that thin lines
 * do not vanish on the way down. What lies outside the picture counts as 0.
 * @param region  default: the whole picture
 */
export function resizePicture(
  picture: Picture,
  height: number,
  width: number,
  region: Region = { top: 0, left: 0, height: picture.height, width: picture.width },
): Picture {
  const { channels } = picture;
  const rows = overlaps(region.top, region.height, height, picture.height);
  const columns = overlaps(region.left, region.width, width, picture.width);
  const data = new Uint8Array(height * width * channels);
  const cell = (region.height / height) * (region.width / width);
  rows.forEach((rowParts, row) => {
    columns.forEach((columnParts, column) => {
      for (let c = 0; c < channels; c++) {
        let sum = 0;
        for (const [y, tall] of rowParts) {
          for (const [x, wide] of columnParts) {
            sum += tall * wide * (picture.data[(y * picture.width + x) * channels + c] ?? 0);
          }
        }
        data[(row * width + column) * channels + c] = Math.round(sum / cell);
      }
    });
  });
  return { height, width, channels, data };
}

/** For every new cell of one axis: the old pixels under it, each with the length that they share. */
function overlaps(from: number, length: number, cells: number, limit: number) {
  return Array.from({ length: cells }, (_, cell) => {
    const start = from + (cell * length) / cells;
    const end = from + ((cell + 1) * length) / cells;
    const parts: [index: number, shared: number][] = [];
    for (let i = Math.max(Math.floor(start), 0); i < Math.min(Math.ceil(end), limit); i++) {
      const shared = Math.min(end, i + 1) - Math.max(start, i);
      if (shared > 0) parts.push([i, shared]);
    }
    return parts;
  });
}
