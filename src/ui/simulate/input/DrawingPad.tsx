import { Eraser } from 'lucide-react';
import { useEffect, useRef, type KeyboardEvent, type PointerEvent } from 'react';
import type { NetworkView } from '../../../project/views/network.ts';
import { Button } from '../../design/index.ts';
import { runLive } from '../../../store/simulation/run.ts';
import './DrawingPad.css';
import {
  pictureOfCanvas,
  pixelsOfDrawing,
  takesDigits,
} from '../../../store/simulation/drawnInput.ts';

/** The pad's own pixels, whatever its size on screen. */
const SIDE = 280;
/** MNIST's strokes are about a tenth of the digit's height. */
const STROKE = 22;
/** One press of an arrow key, for those who draw by keyboard. */
const KEY_STEP = 14;

/** A pad to draw on, with mouse, pen, finger or arrow keys; the network follows every stroke. */
export function DrawingPad({ network }: { readonly network: NetworkView }) {
  const pad = useRef<HTMLCanvasElement>(null);
  const pen = useRef<readonly [x: number, y: number]>([SIDE / 2, SIDE / 2]);

  useEffect(() => {
    clear(pad.current);
  }, []);

  const send = () => {
    void runLive(() => {
      const drawing = pad.current && pictureOfCanvas(pad.current, network);
      if (!drawing) return null;
      return { pixels: pixelsOfDrawing(drawing, network), name: 'Your drawing', label: null };
    });
  };
  const lineTo = (x: number, y: number, isStart: boolean) => {
    const context = pad.current?.getContext('2d');
    if (!context) return;
    context.lineWidth = STROKE;
    context.lineCap = 'round';
    context.strokeStyle = '#fff';
    context.beginPath();
    context.moveTo(...(isStart ? ([x, y] as const) : pen.current));
    context.lineTo(x, y);
    context.stroke();
    pen.current = [x, y];
    send();
  };
  const onPointer = (event: PointerEvent<HTMLCanvasElement>) => {
    const isStart = event.type === 'pointerdown';
    if (isStart) event.currentTarget.setPointerCapture(event.pointerId);
    else if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const { left, top, width, height } = event.currentTarget.getBoundingClientRect();
    const x = ((event.clientX - left) / width) * SIDE;
    const y = ((event.clientY - top) / height) * SIDE;
    lineTo(x, y, isStart);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const [x, y] = pen.current;
    const steps: Readonly<Record<string, readonly [number, number]>> = {
      ArrowLeft: [-KEY_STEP, 0],
      ArrowRight: [KEY_STEP, 0],
      ArrowUp: [0, -KEY_STEP],
      ArrowDown: [0, KEY_STEP],
    };
    const step = steps[event.key];
    if (step) {
      event.preventDefault();
      const [toX, toY] = [x + step[0], y + step[1]].map((v) =>
        Math.max(STROKE, Math.min(SIDE - STROKE, v)),
      ) as [number, number];
      // With Shift the pen moves without drawing.
      if (event.shiftKey) pen.current = [toX, toY];
      else lineTo(toX, toY, false);
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      event.preventDefault();
      wipe();
    }
  };
  const wipe = () => {
    clear(pad.current);
    pen.current = [SIDE / 2, SIDE / 2];
    send();
  };

  return (
    <div className="drawing-pad">
      <canvas
        ref={pad}
        width={SIDE}
        height={SIDE}
        role="application"
        aria-label={
          takesDigits(network)
            ? 'Drawing pad: draw a digit. Arrow keys draw, Shift and arrows move the pen, Delete clears.'
            : 'Drawing pad. Arrow keys draw, Shift and arrows move the pen, Delete clears.'
        }
        tabIndex={0}
        onPointerDown={onPointer}
        onPointerMove={onPointer}
        onKeyDown={onKeyDown}
      />
      <div className="simulate-row drawing-pad-foot">
        <span className="simulate-note">
          {takesDigits(network) ? 'Draw a digit; it is centred as MNIST does.' : 'Draw here.'}
        </span>
        <Button kind="quiet" size="small" icon={<Eraser />} onClick={wipe}>
          Clear
        </Button>
      </div>
    </div>
  );
}

function clear(canvas: HTMLCanvasElement | null): void {
  const context = canvas?.getContext('2d', { willReadFrequently: true });
  if (!context) return;
  context.fillStyle = '#000';
  context.fillRect(0, 0, SIDE, SIDE);
}
