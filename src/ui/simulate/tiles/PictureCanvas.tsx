import { useEffect, useRef } from 'react';
import type { Picture } from '../../../store/simulation/pixels/picture.ts';
import { paintPicture } from './paintPicture.ts';
import './PictureCanvas.css';

/** A picture at its own size; CSS gives it the size on screen. */
export function PictureCanvas({
  picture,
  largest = 255,
}: {
  readonly picture: Picture;
  readonly largest?: number;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { height, width, channels, data } = picture;
  useEffect(() => {
    if (canvas.current) paintPicture(canvas.current, { height, width, channels, data }, largest);
    // Not on `picture`: many who show one make the object anew with every step of the wave.
  }, [height, width, channels, data, largest]);
  return <canvas ref={canvas} className="picture-canvas" aria-hidden />;
}
