/**
 * Something on its way from one worker to another: the sender puts it into one end of a MessageChannel, the page hands the other end
 * over. Nothing is read or copied on the page's thread. The page hands over only what the sender has said is in.
 */
export type SealedPort = MessagePort;

/** Puts a value in. What is in `transfer` is moved, the rest copied. */
export function seal(
  port: SealedPort,
  value: object,
  transfer: readonly Transferable[] = [],
): void {
  port.postMessage(value, [...transfer]);
}

/** Takes the value out; the channel is used up. @throws DataCloneError when there is no room to read it */
export function unseal<T extends object>(port: SealedPort): Promise<T> {
  return new Promise((resolve, reject) => {
    port.onmessage = ({ data }: MessageEvent<T>) => {
      port.close();
      resolve(data);
    };
    port.onmessageerror = () => {
      port.close();
      reject(new DOMException('What another worker sent cannot be read.', 'DataCloneError'));
    };
  });
}
