import { expect, it } from 'vitest';
import { Heap } from './heap.ts';
import { instantiateKernels } from './kernels.ts';

async function newHeap(): Promise<Heap> {
  const kernels = await instantiateKernels();
  if (!kernels) throw new Error('WebAssembly SIMD is needed here');
  return new Heap(kernels);
}

it('hands a released block out again, so that batches do not grow the memory', async () => {
  const heap = await newHeap();
  const batch = () => {
    const a = heap.value([100, 100]);
    const b = heap.place(new Uint8Array(400), [20, 20]);
    heap.scratch(5000);
    [a, b].forEach((value) => {
      heap.release(value);
    });
    return [a.address, b.address];
  };
  const first = batch();
  const { byteLength } = heap.kernels.memory.buffer;
  for (let i = 0; i < 50; i++) expect(batch()).toEqual(first);
  expect(heap.kernels.memory.buffer.byteLength).toBe(byteLength);
});

it('keeps a block as long as one of its values is held', async () => {
  const heap = await newHeap();
  const value = heap.place(Float32Array.from([1, 2, 3, 4]), [1, 2, 2]);
  const flat = heap.alias(value, [1, 4]);
  heap.release(value);
  const other = heap.place(new Float32Array(4), [4]);
  expect([...heap.read(flat).data]).toEqual([1, 2, 3, 4]);
  expect(other.address).not.toBe(flat.address);
  heap.release(flat);
  expect(heap.value([4]).address).toBe(flat.address);
});

it('leaves room behind every block for the whole vectors that kernels write', async () => {
  const heap = await newHeap();
  const [a, b] = [heap.value([1]), heap.value([1])];
  expect(b.address - a.address).toBeGreaterThanOrEqual(4 + 12);
  expect(a.address % 16).toBe(0);
});
