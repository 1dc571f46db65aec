import type { JudgingSet } from '../project/outcome.ts';
import type { JudgesHandle } from './contract.ts';

/** The page judges by one set at a time; the one before stays for what is still being asked of it. */
const KEPT = 2;
const sets = new Map<string, Promise<JudgingSet>>();

/** The labelled images that a handle names, read once: the same object as long as the page goes on to judge by them. */
export function judgesOf(handle: JudgesHandle): Promise<JudgingSet> {
  const known = sets.get(handle.id);
  if (known) return known;
  const read = readJudges(handle);
  sets.set(handle.id, read);
  // What could not be read is not kept: the next call tries again.
  read.catch(() => sets.delete(handle.id));
  for (const id of [...sets.keys()].slice(0, -KEPT)) sets.delete(id);
  return read;
}

async function readJudges({ images, shape, labels }: JudgesHandle): Promise<JudgingSet> {
  return { images: { data: new Uint8Array(await images.arrayBuffer()), shape }, labels };
}
