/** A picture as plain numbers: uint8, row by row, channels last. */
export interface Picture {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly data: Uint8Array;
}

/** The part of a picture to take. */
export interface Region {
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
