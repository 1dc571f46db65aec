import { Camera, CameraOff, Video } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { NetworkView } from '../../../project/views/network.ts';
import { pixelsOfPhoto, takesDigits } from '../../../store/simulation/drawnInput.ts';
import { pictureFromRgba } from '../../../store/simulation/picture.ts';
import { runInput, runLive } from '../../../store/simulation/run.ts';
import type { NetworkInput } from '../../../store/simulation/simulationStore.ts';
import { Button, Toggle } from '../../design/index.ts';
import './CameraInput.css';

/** Frames are read at this height: enough for every network, little enough to stay fluent. */
const FRAME_HEIGHT = 160;
/** Time between two frames of a live camera. */
const FRAME_MS = 120;

/** The camera: one frame, or all of them as they come. */
export function CameraInput({
  network,
  live: startsLive = false,
}: {
  readonly network: NetworkView;
  readonly live?: boolean;
}) {
  const { video, state, start, stop } = useCamera();
  const [live, setLive] = useState(startsLive);
  const [findDigit, setFindDigit] = useState(true);
  const canvas = useRef<HTMLCanvasElement>(null);
  const isOn = state.status === 'on';

  useEffect(() => {
    if (!isOn || !live) return;
    const timer = setInterval(() => {
      void runLive(frame);
    }, FRAME_MS);
    return () => {
      clearInterval(timer);
    };
  });

  function frame(): NetworkInput | null {
    const source = video.current;
    const target = canvas.current;
    const context = target?.getContext('2d', { willReadFrequently: true });
    if (!source || !target || !context || source.videoHeight === 0) return null;
    target.height = FRAME_HEIGHT;
    target.width = Math.round((FRAME_HEIGHT * source.videoWidth) / source.videoHeight);
    context.drawImage(source, 0, 0, target.width, target.height);
    const image = context.getImageData(0, 0, target.width, target.height);
    const picture = pictureFromRgba(image, network.input.shape[2] === 1 ? 1 : 3);
    return { pixels: pixelsOfPhoto(picture, network, findDigit), name: 'Camera', label: null };
  }

  return (
    <div className="camera-input">
      <div className="camera-frame" data-on={isOn}>
        <video ref={video} muted playsInline aria-label="Camera picture" />
        <canvas ref={canvas} hidden />
        {!isOn && (
          <div className="camera-off">
            {state.status === 'failed' ? <CameraOff aria-hidden /> : <Camera aria-hidden />}
            <p role="status">
              {state.status === 'failed'
                ? state.reason
                : state.status === 'starting'
                  ? 'The browser asks whether this page may use the camera.'
                  : 'The picture stays in this browser.'}
            </p>
            <Button
              size="small"
              icon={<Video />}
              disabled={state.status === 'starting'}
              onClick={() => {
                void start();
              }}
            >
              {state.status === 'failed' ? 'Try again' : 'Start the camera'}
            </Button>
          </div>
        )}
      </div>
      {isOn && (
        <div className="simulate-row camera-actions">
          <Toggle label="Live" checked={live} onChange={setLive} />
          {!live && (
            <Button
              size="small"
              icon={<Camera />}
              onClick={() => {
                const input = frame();
                if (input) void runInput(input);
              }}
            >
              Take this frame
            </Button>
          )}
          <Button kind="quiet" size="small" onClick={stop}>
            Stop
          </Button>
        </div>
      )}
      {takesDigits(network) && (
        <Toggle label="Find a digit and centre it" checked={findDigit} onChange={setFindDigit} />
      )}
    </div>
  );
}

type CameraState =
  | { readonly status: 'off' | 'starting' | 'on' }
  | { readonly status: 'failed'; readonly reason: string };

/** The camera as a stream for a video element; it is released when the component goes. */
function useCamera() {
  const video = useRef<HTMLVideoElement>(null);
  const stream = useRef<MediaStream | null>(null);
  const [state, setState] = useState<CameraState>({ status: 'off' });

  const release = useCallback(() => {
    stream.current?.getTracks().forEach((track) => {
      track.stop();
    });
    stream.current = null;
  }, []);

  const stop = useCallback(() => {
    release();
    setState({ status: 'off' });
  }, [release]);

  const start = useCallback(async () => {
    setState({ status: 'starting' });
    try {
      // Pages that are neither https nor localhost have no mediaDevices at all.
      const devices = navigator.mediaDevices as MediaDevices | undefined;
      if (!devices) throw new DOMException('', 'SecurityError');
      const opened = await devices.getUserMedia({ video: { width: 640, height: 480 } });
      stream.current = opened;
      if (!video.current) {
        stop();
        return;
      }
      video.current.srcObject = opened;
      await video.current.play();
      setState({ status: 'on' });
    } catch (error) {
      // A stream that does not play would keep the camera's light on.
      release();
      setState({ status: 'failed', reason: reasonOf(error) });
    }
  }, [release, stop]);

  useEffect(() => stop, [stop]);
  return { video, state, start, stop };
}

const REASONS: Readonly<Record<string, string>> = {
  NotAllowedError:
    'The browser was not allowed to use the camera. Allow it for this page, at the left of the address, and try again.',
  NotFoundError: 'No camera was found. Connect one and try again, or use a picture from a file.',
  NotReadableError: 'The camera is in use by another program. Close that program and try again.',
  SecurityError:
    'Browsers give the camera to secure pages only. Open the studio over https, or on localhost.',
};

function reasonOf(error: unknown): string {
  const name = error instanceof Error ? error.name : '';
  return REASONS[name] ?? `The camera did not start (${name}). Use a picture from a file.`;
}
