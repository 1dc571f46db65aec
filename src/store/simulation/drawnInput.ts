import type { NetworkView } from '../../project/views/network.ts';
import { centreDigit, inkOfPhoto } from './pixels/centreDigit.ts';
import { middleRegion, pictureFromRgba, type Picture } from './pixels/picture.ts';
import { resizePicture } from './pixels/resizePicture.ts';

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
