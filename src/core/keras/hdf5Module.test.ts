import { expect, it } from 'vitest';

import { goldenFile } from '../testing/golden.ts';
import { loadHdf5, resetHdf5, withMemoryLimit } from './hdf5Module.ts';
import { readModel } from './readModel.ts';

const name = 'fuzz/fuzz_21_00/quantized.h5';

it('reads on after a WebAssembly trap', async () => {
  const before = await readModel([{ name, bytes: goldenFile(name) }]);
  const hdf5 = await loadHdf5();
  hdf5.FS.writeFile('/trap.h5', goldenFile(name));
  const id = hdf5.open('/trap.h5', hdf5.H5F_ACC_RDONLY);
  // Values read to an address behind the memory.
  const path = 'model_weights/conv_0/conv_0/kernel:0';
  expect(() => hdf5.get_dataset_data(id, path, null, null, null, 0xfffffff0n)).toThrow(
    WebAssembly.RuntimeError,
  );
  resetHdf5(hdf5);
  expect(await readModel([{ name, bytes: goldenFile(name) }])).toEqual(before);
});

it('gets no memory beyond the limit, and has the method back afterwards', async () => {
  const hdf5 = await loadHdf5();
  const before = Object.getOwnPropertyDescriptor(WebAssembly.Memory.prototype, 'grow');
  const size = hdf5.HEAPU8.length;
  expect(withMemoryLimit(size, () => hdf5._malloc(2 * size))).toBe(0);
  expect(hdf5.HEAPU8.length).toBe(size);
  expect(Object.getOwnPropertyDescriptor(WebAssembly.Memory.prototype, 'grow')).toEqual(before);
});
