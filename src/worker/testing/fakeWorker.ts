import type { FromWorker, ToWorker } from '../rpc/protocol.ts';
import type { Scope } from '../rpc/host.ts';

type Reply = (message: FromWorker, transfer?: Transferable[]) => void;

/** A worker on the other end of a MessageChannel, in this thread: for tests. */
export class FakeWorker extends EventTarget {
  readonly #port: MessagePort;
  terminated = false;

  /** @param hear  what it does with a message of the page, unless it is given a `serve` */
  constructor(
    hear: ((message: ToWorker, reply: Reply) => void) | { serve: (scope: Scope) => void },
  ) {
    super();
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    port1.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      if (!this.terminated) this.dispatchEvent(new MessageEvent('message', { data }));
    };
    const reply: Reply = (message, transfer = []) => {
      port2.postMessage(message, transfer);
    };
    const listen = (listener: (event: MessageEvent<ToWorker>) => void) => {
      port2.onmessage = listener;
    };
    if ('serve' in hear) {
      hear.serve({
        postMessage: reply,
        addEventListener: (_, listener) => {
          listen(listener);
        },
      });
    } else {
      listen(({ data }) => {
        hear(data, reply);
      });
    }
  }

  postMessage(message: ToWorker, transfer: Transferable[] = []): void {
    // A worker that is gone hears nothing, as a real one.
    if (!this.terminated) this.#port.postMessage(message, transfer);
  }

  terminate(): void {
    this.terminated = true;
    this.#port.close();
  }
}
