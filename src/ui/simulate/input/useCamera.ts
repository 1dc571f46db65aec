import { useCallback, useEffect, useRef, useState } from 'react';

export type CameraState =
  | { readonly status: 'off' | 'starting' | 'on' }
  | { readonly status: 'failed'; readonly reason: string };

/** The camera as a stream for a video element; it is released when the component goes. */
export function useCamera() {
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
