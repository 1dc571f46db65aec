import { expect, it } from 'vitest';

import { decodeNumbers } from './decodeNumbers.ts';

it.each([
  ['float', new Float32Array([1.5, -2])],
  ['float', new Float64Array([1.5, -2])],
  ['int', new Int8Array([1, -2])],
  ['int', new Int16Array([1, -2])],
  ['int', new Int32Array([1, -2])],
  ['int', new BigInt64Array([1n, -2n])],
  ['uint', new Uint8Array([1, 255])],
  ['uint', new Uint16Array([1, 65535])],
  ['uint', new Uint32Array([1, 2 ** 31])],
  ['uint', new BigUint64Array([1n, 2n ** 40n])],
] as const)('%s of %o', (kind, values) => {
  const bytes = new Uint8Array(values.buffer);
  const decoded = decodeNumbers(bytes, { kind, bytes: values.BYTES_PER_ELEMENT });
  expect([...decoded]).toEqual(Array.from(values as ArrayLike<number | bigint>, Number));
});

it('float16', () => {
  const bytes = new Uint8Array(new Uint16Array([0x3c00, 0xc000]).buffer);
  expect([...decodeNumbers(bytes, { kind: 'float', bytes: 2 })]).toEqual([1, -2]);
});
