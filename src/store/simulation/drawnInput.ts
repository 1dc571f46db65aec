import type { NetworkView } from '../../project/views/network.ts';
import { inverted, middleRegion, pictureFromRgba, resizePicture, type Picture } from './picture.ts';

/** True for networks that take digits as MNIST has them: light ink on black, 28 x 28, centred. */
export function takesDigits({ input: { shape } }: NetworkView): boolean {
  return shape[0] === 28 && shape[1] === 28 && shape[2] === 1;
}

/** What is on a canvas, as a picture of the network's channels. */
export function pictureOfCanvas(canvas: HTMLCanvasElement, { input }: NetworkView): Picture | null {
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return null;
  const image = context.getImageData(0, 0, canvas.width, canvas.height);
  return pictureFromRgba(image, input.shape[2] === 1 ? 1 : 3);
}

/** A drawing of light ink on black as the network takes it: a digit centred as MNIST does, else the whole pad. */
export function pixelsOfDrawing(drawing: Picture, network: NetworkView): Uint8Array {
  if (takesDigits(network)) return centreDigit(drawing).data;
  return scaled(drawing, network);
}

/**
 * A photo as the network takes it: its middle, scaled.
 * @param findDigit looks for ink on a plain ground and centres it as MNIST does
 */
export function pixelsOfPhoto(
  photo: Picture,
  network: NetworkView,
  findDigit: boolean,
): Uint8Array {
  if (!findDigit || !takesDigits(network)) return scaled(photo, network);
  const side = Math.min(photo.height, photo.width, 140);
  const middle = resizePicture(photo, side, side, middleRegion(photo, side, side));
  return centreDigit(inkOfPhoto(middle)).data;
}

function scaled(picture: Picture, { input: { shape } }: NetworkView): Uint8Array {
  const [height, width] = shape;
  return resizePicture(picture, height, width, middleRegion(picture, height, width)).data;
}

/** Side of MNIST's pictures, and of the box its digits are scaled into. */
const SIDE = 28;
const BOX = 20;

/**
 * A drawn digit as MNIST has them: cut to its ink, scaled so that the longer side is 20, its centre of mass in the
 * middle of 28 x 28.
 * @param picture  one channel, light ink on 0
 * @returns 28 x 28 x 1; all zero where there is no ink
 * @source http://yann.lecun.com/exdb/mnist/: "size normalized to fit in a 20x20 pixel box while preserving their aspect
 *   ratio ... centered in a 28x28 image by computing the center of mass"
 */
export function centreDigit(picture: Picture): Picture {
  const ink = inkBounds(picture);
  if (!ink) return { height: SIDE, width: SIDE, channels: 1, data: new Uint8Array(SIDE * SIDE) };
  const scale = Math.max(ink.height, ink.width) / BOX;
  const height = Math.max(1, Math.round(ink.height / scale));
  const width = Math.max(1, Math.round(ink.width / scale));
  const digit = resizePicture(picture, height, width, ink);
  const [y, x] = centreOfMass(digit);
  const top = Math.round(SIDE / 2 - y);
  const left = Math.round(SIDE / 2 - x);
  const data = new Uint8Array(SIDE * SIDE);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const [toRow, toColumn] = [row + top, column + left];
      if (toRow < 0 || toColumn < 0 || toRow >= SIDE || toColumn >= SIDE) continue;
      data[toRow * SIDE + toColumn] = digit.data[row * width + column] ?? 0;
    }
  }
  return { height: SIDE, width: SIDE, channels: 1, data };
}

/** How much lighter than the ground ink must be, as a share of the way to the lightest. */
const INK_FROM = 0.35;

/**
 * The ink of a photographed digit as light ink on 0: the ground, whatever its grey, goes to 0 and the strongest ink to 255.
 * Ink may be darker or lighter than the ground.
 * @param picture  one channel
 */
export function inkOfPhoto(picture: Picture): Picture {
  const ground = median(picture.data);
  const light = ground > 127 ? inverted(picture) : picture;
  const base = ground > 127 ? 255 - ground : ground;
  let most = base + 1;
  for (const value of light.data) most = Math.max(most, value);
  const from = base + INK_FROM * (most - base);
  const data = light.data.map((value) =>
    Math.max(0, Math.min(255, Math.round((255 * (value - from)) / (0.8 * most - 0.8 * from)))),
  );
  return { ...picture, data };
}

function inkBounds({ data, height, width }: Picture) {
  let [top, left, bottom, right] = [height, width, -1, -1];
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      if ((data[row * width + column] ?? 0) === 0) continue;
      top = Math.min(top, row);
      bottom = Math.max(bottom, row);
      left = Math.min(left, column);
      right = Math.max(right, column);
    }
  }
  return bottom < 0 ? null : { top, left, height: bottom - top + 1, width: right - left + 1 };
}

/** In pixels from the upper left corner; a pixel's mass lies in its middle. */
function centreOfMass({ data, width }: Picture): readonly [y: number, x: number] {
  let [mass, y, x] = [0, 0, 0];
  data.forEach((value, i) => {
    mass += value;
    y += value * (Math.floor(i / width) + 0.5);
    x += value * ((i % width) + 0.5);
  });
  return mass === 0 ? [0, 0] : [y / mass, x / mass];
}

function median(values: Uint8Array): number {
  return Uint8Array.from(values).sort()[values.length >> 1] ?? 0;
}
