/**
 * Lets waiting events in (a click on cancel, a message to a worker) before the work goes on. A message to oneself comes back at
 * once; a timer would sleep 1 ms in Node and 4 ms in browsers.
 */
export function pauseForEvents(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
