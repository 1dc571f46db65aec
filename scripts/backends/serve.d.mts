/** Serves a folder to this machine, on a port that is free. */
export function serveFolder(
  folder: string,
  onReport?: (text: string) => void,
): Promise<{ readonly address: string; readonly close: () => void }>;
