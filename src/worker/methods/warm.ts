import { loadHdf5 } from '../../core/keras/hdf5Module.ts';
import { defineMethod } from './define.ts';

/** Loads the HDF5 library: the one slow part of opening a small model. */
export const warm = defineMethod('warm', async () => {
  await loadHdf5();
  return null;
});
