import { sizeOf, tensor, type NumericArray, type Tensor } from '../../tensor/tensor.ts';
import type { ForwardKernels } from './kernels.ts';

const PAGE = 65536;
const ALIGNMENT = 16;
/** ForwardKernels read and write whole vectors, up to this far behind the last value. */
const SLACK = 64;

/** A stretch of memory and how many values lie in it. */
interface Block {
  readonly address: number;
  readonly bytes: number;
  users: number;
}

/** A float32 array in the kernels' memory. Two may share one block, as the input and the output of a Flatten do. */
export interface Value {
  readonly shape: readonly number[];
  readonly address: number;
  readonly block: Block;
}

/**
 * The kernels' memory: blocks are handed out, given back and handed out again, so that every batch of a run takes the same ones.
 * Views are short-lived, because growing the memory detaches them.
 */
export class Heap {
  private readonly free: Block[] = [];
  private end: number;
  private spare: Block | null = null;

  constructor(readonly kernels: ForwardKernels) {
    this.end = aligned(kernels.firstFree());
  }

  /** A new array, values not set. */
  value(shape: readonly number[]): Value {
    const block = this.take(sizeOf(shape) * 4);
    return { shape, address: block.address, block };
  }

  /** A copy of an array as float32. */
  place(data: NumericArray, shape: readonly number[]): Value {
    const value = this.value(shape);
    this.floats(value.address, data.length).set(data);
    return value;
  }

  /** The same values under another shape; each of the two is released for itself. */
  alias(value: Value, shape: readonly number[]): Value {
    value.block.users++;
    return { ...value, shape };
  }

  /** A view of the values. */
  read(value: Value): Tensor {
    return tensor(this.floats(value.address, sizeOf(value.shape)), value.shape);
  }

  release({ block }: Value): void {
    block.users--;
    if (block.users === 0) this.free.push(block);
  }

  /** Address of constants that stay as long as the memory. */
  keep(constants: Float32Array | Float64Array): number {
    const { address } = this.take(constants.byteLength);
    const source = new Uint8Array(constants.buffer, constants.byteOffset, constants.byteLength);
    new Uint8Array(this.kernels.memory.buffer).set(source, address);
    return address;
  }

  /** Room that is used within one call of a kernel. */
  scratch(bytes: number): number {
    if (this.spare && this.spare.bytes >= bytes) return this.spare.address;
    if (this.spare) this.free.push(this.spare);
    this.spare = this.take(bytes);
    return this.spare.address;
  }

  floats(address: number, length: number): Float32Array {
    return new Float32Array(this.kernels.memory.buffer, address, length);
  }

  words(address: number, length: number): Int32Array {
    return new Int32Array(this.kernels.memory.buffer, address, length);
  }

  /** The smallest free block that holds so many bytes and is not twice as large, or a new one. */
  private take(wanted: number): Block {
    const bytes = aligned(wanted + SLACK);
    let best = -1;
    this.free.forEach((block, i) => {
      if (block.bytes < bytes || block.bytes > 2 * bytes + PAGE) return;
      if (best < 0 || block.bytes < (this.free[best] as Block).bytes) best = i;
    });
    const [found] = best < 0 ? [] : this.free.splice(best, 1);
    if (found) {
      found.users = 1;
      return found;
    }
    const address = this.end;
    this.end += bytes;
    const missing = this.end - this.kernels.memory.buffer.byteLength;
    if (missing > 0) this.kernels.memory.grow(Math.ceil(missing / PAGE));
    return { address, bytes, users: 1 };
  }
}

function aligned(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
}
