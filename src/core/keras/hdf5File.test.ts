import { File } from 'h5wasm';
import { describe, expect, it } from 'vitest';

import { Hdf5Error, withHdf5 } from './hdf5File.ts';
import { loadHdf5 } from './hdf5Module.ts';

/** The bytes of a file with what h5py users store and Keras itself does not. */
async function sample(): Promise<Uint8Array> {
  const hdf5 = await loadHdf5();
  const file = new File('/sample.h5', 'w');
  const values = Array.from({ length: 600 }, (_, i) => i / 4);
  file.create_dataset({ name: 'double', data: new Float64Array(values), shape: [20, 30] });
  file.create_dataset({ name: 'int', data: new Int32Array([1, -2]) });
  file.create_dataset({
    name: 'packed',
    data: new Float32Array(values),
    shape: [20, 30],
    chunks: [7, 11],
    compression: 'gzip',
  });
  file.create_dataset({ name: 'text', data: ['a'] });
  file.create_attribute('fixed', ['dense', 'größe'], [2], 'S8');
  file.create_attribute('variable', ['dense', 'größe']);
  file.close();
  const bytes = hdf5.FS.readFile('/sample.h5');
  hdf5.FS.unlink('/sample.h5');
  return bytes;
}

describe('withHdf5', () => {
  it('reads other number formats and compressed data as float32', async () => {
    await withHdf5(await sample(), (h5) => {
      const values = Float32Array.from({ length: 600 }, (_, i) => i / 4);
      expect(h5.dataset('/double').shape).toEqual([20, 30]);
      expect(h5.dataset('/double').read()).toEqual(values);
      expect(h5.dataset('/packed').read()).toEqual(values);
      expect([...h5.dataset('/int').read()]).toEqual([1, -2]);
    });
  });

  it('reads strings of fixed and of variable size, as UTF-8', async () => {
    await withHdf5(await sample(), (h5) => {
      expect(h5.strings('/', 'fixed')).toEqual(['dense', 'größe']);
      expect(h5.strings('/', 'variable')).toEqual(['dense', 'größe']);
      expect(h5.strings('/', 'absent')).toBeNull();
      expect(h5.strings('/absent', 'fixed')).toBeNull();
    });
  });

  it('names the path of what is not there or no number', async () => {
    await withHdf5(await sample(), (h5) => {
      expect(() => h5.dataset('/absent')).toThrow(Hdf5Error);
      expect(() => h5.dataset('/text')).toThrow('its values are not plain numbers');
      expect(h5.has('/absent')).toBe(false);
      expect(h5.keys('/absent')).toEqual([]);
    });
  });

  it('takes what is no HDF5 as an error', async () => {
    await expect(withHdf5(new Uint8Array(100), () => 0)).rejects.toThrow(Hdf5Error);
  });
});
