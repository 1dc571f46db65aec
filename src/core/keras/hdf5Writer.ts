import { loadHdf5 } from './hdf5Module.ts';
import type { Tensor } from '../tensor/tensor.ts';

/** An HDF5 file being written. Paths are absolute. */
export interface Hdf5Writer {
  /** Creates a group and the groups on the way to it; what exists stays. */
  readonly createGroup: (parent: string, name: string) => void;
  readonly writeText: (path: string, attribute: string, text: string) => void;
  /** A list of strings as Keras writes it: an empty one is an empty list of float64. */
  readonly writeTexts: (path: string, attribute: string, texts: readonly string[]) => void;
  /** A float32 dataset. */
  readonly writeFloats: (group: string, name: string, tensor: Tensor) => void;
}

let created = 0;

/** Makes the bytes of an HDF5 file in the oldest format that holds its content, as h5py does. */
export async function createHdf5(write: (file: Hdf5Writer) => void): Promise<Uint8Array> {
  const hdf5 = await loadHdf5();
  const { File, Group } = await import('h5wasm');
  created += 1;
  const name = `/write-${created}.h5`;
  const file = new File(name, 'w');
  const at = (path: string) => new Group(file.file_id, path);
  try {
    write({
      createGroup: (parent, path) => {
        let current = parent;
        for (const part of path.split('/')) {
          const next = current === '/' ? `/${part}` : `${current}/${part}`;
          if (hdf5.get_type(file.file_id, next) < 0) at(current).create_group(part);
          current = next;
        }
      },
      writeText: (path, attribute, text) => {
        at(path).create_attribute(attribute, text, []);
      },
      writeTexts: (path, attribute, texts) => {
        if (texts.length > 0) at(path).create_attribute(attribute, [...texts]);
        else at(path).create_attribute(attribute, new Float64Array());
      },
      writeFloats: (group, dataset, { data, shape }) => {
        at(group).create_dataset({ name: dataset, data, shape: [...shape] });
      },
    });
    file.close();
    return hdf5.FS.readFile(name);
  } finally {
    hdf5.FS.unlink(name);
  }
}
