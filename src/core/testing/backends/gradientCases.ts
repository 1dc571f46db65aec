import { readNpz } from '../../data/readNpy.ts';
import { invariant } from '../../errors/diagnostic.ts';
import type { QuantizerConfig } from '../../layers/quantizerParam.ts';
import type { NumericArray, Tensor } from '../../tensor/tensor.ts';

/** Where the cases lie in the golden directory. */
export const GRADIENTS = 'gradients/gradients.npz';

/** One weight quantizer on one kernel: what the reference makes of it. */
export interface QuantizerCase {
  readonly name: string;
  readonly config: QuantizerConfig;
  readonly kernel: Tensor;
  readonly upstream: Float32Array;
  readonly quantized: Float32Array;
  readonly scaleFactor: Float32Array;
  readonly gradient: Float32Array;
}

/** One quantized activation on one row of values. */
export interface ActivationCase {
  readonly name: string;
  readonly bits: number;
  readonly step: number;
  readonly x: Float32Array;
  readonly upstream: Float32Array;
  readonly y: Float32Array;
  readonly gradient: Float32Array;
}

/** The reference's StdPerAxisQuantizer cases were made with another threshold than its default. */
const STD_PER_AXIS_THRESHOLD = 2;

/** The cases of src/fixtures/golden/gradients/gradients.npz; no files are read, so that a page can run them too. */
export function gradientCases(npz: Uint8Array): {
  readonly quantizers: readonly QuantizerCase[];
  readonly activations: readonly ActivationCase[];
} {
  const arrays = readNpz(npz, 'gradients.npz');
  const cases = [...new Set([...arrays.keys()].map((key) => key.slice(0, key.lastIndexOf('/'))))];
  const get = (name: string, part: string): Tensor => {
    const array = arrays.get(`${name}/${part}`);
    invariant(array, `gradients.npz has no ${name}/${part}`);
    return float32(array);
  };
  const quantizers: QuantizerCase[] = [];
  const activations: ActivationCase[] = [];
  for (const name of cases) {
    const [className = '', bits = ''] = name.split('/');
    const data = (part: string) => get(name, part).data;
    if (arrays.has(`${name}/w`)) {
      const threshold =
        className === 'StdPerAxisQuantizer' ? { threshold: STD_PER_AXIS_THRESHOLD } : {};
      quantizers.push({
        name,
        config: { className, bits: Number(bits), ...threshold },
        kernel: get(name, 'w'),
        upstream: data('upstream'),
        quantized: data('quantized'),
        scaleFactor: data('scale_factor'),
        gradient: data('gradient'),
      });
    } else {
      activations.push({
        name,
        bits: Number(bits),
        step: data('step')[0] ?? NaN,
        x: data('x'),
        upstream: data('upstream'),
        y: data('y'),
        gradient: data('gradient'),
      });
    }
  }
  return { quantizers, activations };
}

function float32({ data, shape }: Tensor<NumericArray>): Tensor {
  return { data: data instanceof Float32Array ? data : Float32Array.from(data), shape };
}
