import type { AkidaModel } from '../core/akida/model.ts';
import { writeFbz } from '../core/fbz/writeFbz.ts';

const sizes = new WeakMap<AkidaModel, number>();

/** Bytes of a network's .fbz. Only writing it tells; each network is written once for it, however often the page asks. */
export function fbzSize(model: AkidaModel): number {
  const known = sizes.get(model);
  if (known !== undefined) return known;
  const size = writeFbz(model).length;
  sizes.set(model, size);
  return size;
}
