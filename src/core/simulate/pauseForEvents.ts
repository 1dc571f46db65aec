/** Lets waiting events in (a click on cancel, a message to a worker) before the work goes on. */
export function pauseForEvents(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
