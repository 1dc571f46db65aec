/** A picture as plain numbers: uint8, row by row, channels last. */
export interface Picture {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly data: Uint8Array;
}

/** The part of a picture to take. */
interface Region {
  readonly top: number;
  readonly left: number;
  readonly height: number;
  readonly width: number;
}

/**
 * Colour or grey picture from a canvas' RGBA. Transparent parts lie on white.
 *     grey = 0.299 R + 0.587 G + 0.114 B
 * @param channels  1: grey; 3: R, G, B
 * @source ITU-R BT.601, as PIL and OpenCV do it
 */
export function pictureFromRgba(
  { data, width, height }: Pick<ImageData, 'data' | 'width' | 'height'>,
  channels: 1 | 3,
): Picture {
  const pixels = new Uint8Array(width * height * channels);
  // No arrays in here: it runs over every pixel of a pad or a camera, many times a second.
  for (let i = 0; i < width * height; i++) {
    const alpha = (data[i * 4 + 3] ?? 0) / 255;
    const white = 255 * (1 - alpha);
    const r = (data[i * 4] ?? 0) * alpha + white;
    const g = (data[i * 4 + 1] ?? 0) * alpha + white;
    const b = (data[i * 4 + 2] ?? 0) * alpha + white;
    if (channels === 1) {
      pixels[i] = Math.round(0.299 * r + 0.587 * g + 0.114 * b);
    } else {
      pixels[i * 3] = Math.round(r);
      pixels[i * 3 + 1] = Math.round(g);
      pixels[i * 3 + 2] = Math.round(b);
    }
  }
  return { height, width, channels, data: pixels };
}

/** Light becomes dark and dark light. */
export function inverted({ data, ...picture }: Picture): Picture {
  return { ...picture, data: data.map((value) => 255 - value) };
}

/** The largest region of a picture's middle that has the proportions of `height` x `width`. */
export function middleRegion(picture: Picture, height: number, width: number): Region {
  const scale = Math.min(picture.height / height, picture.width / width);
  const region = { height: height * scale, width: width * scale };
  return {
    ...region,
    top: (picture.height - region.height) / 2,
    left: (picture.width - region.width) / 2,
  };
}

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
  const { channels, data: from, width: across } = picture;
  const rows = overlaps(region.top, region.height, height, picture.height);
  const columns = overlaps(region.left, region.width, width, across);
  const data = new Uint8Array(height * width * channels);
  const cell = (region.height / height) * (region.width / width);
  // No arrays in here: a picture of 224 x 224 has 150,000 numbers, and the page waits for them.
  for (let row = 0, at = 0; row < height; row++) {
    const [top, bottom] = [rows.ends[row] ?? 0, rows.ends[row + 1] ?? 0];
    for (let column = 0; column < width; column++) {
      const left = columns.ends[column] ?? 0;
      const right = columns.ends[column + 1] ?? 0;
      for (let c = 0; c < channels; c++) {
        let sum = 0;
        for (let y = top; y < bottom; y++) {
          const tall = rows.shares[y] ?? 0;
          const line = (rows.indices[y] ?? 0) * across;
          for (let x = left; x < right; x++) {
            const pixel = (line + (columns.indices[x] ?? 0)) * channels + c;
            sum += tall * (columns.shares[x] ?? 0) * (from[pixel] ?? 0);
          }
        }
        data[at++] = Math.round(sum / cell);
      }
    }
  }
  return { height, width, channels, data };
}

/** The old pixels under every new cell of one axis, and the length that each shares with it. */
interface Overlaps {
  /** Those of cell i are at ends[i] .. ends[i + 1] of the other two. */
  readonly ends: Int32Array;
  readonly indices: Int32Array;
  readonly shares: Float64Array;
}

function overlaps(from: number, length: number, cells: number, limit: number): Overlaps {
  const ends = new Int32Array(cells + 1);
  const indices: number[] = [];
  const shares: number[] = [];
  for (let cell = 0; cell < cells; cell++) {
    const start = from + (cell * length) / cells;
    const end = from + ((cell + 1) * length) / cells;
    for (let i = Math.max(Math.floor(start), 0); i < Math.min(Math.ceil(end), limit); i++) {
      const shared = Math.min(end, i + 1) - Math.max(start, i);
      if (shared <= 0) continue;
      indices.push(i);
      shares.push(shared);
    }
    ends[cell + 1] = indices.length;
  }
  return { ends, indices: Int32Array.from(indices), shares: Float64Array.from(shares) };
}
