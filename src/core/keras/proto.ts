/** What a protocol buffer or the table around it cannot be read for; readers turn it into a StudioError. */
export class ProtoError extends Error {
  override readonly name = 'ProtoError';
}

/** One field of a message: a number (varint), or bytes. Fixed-size fields are numbers of 0: nothing here has any that counts. */
export interface ProtoField {
  readonly id: number;
  readonly number?: number;
  readonly bytes?: Uint8Array;
}

/**
 * The fields of a protocol buffer, in order.
 * @throws ProtoError when it breaks off or holds a type of field that there is not
 * @source https://protobuf.dev/programming-guides/encoding
 */
export function protoFields(bytes: Uint8Array): readonly ProtoField[] {
  const fields: ProtoField[] = [];
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let factor = 1; factor <= 2 ** 63; factor *= 128) {
      const byte = bytes[at++];
      if (byte === undefined) break;
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
    throw new ProtoError('a number breaks off');
  };
  const skip = (size: number) => {
    if (at + size > bytes.length) throw new ProtoError('a field breaks off');
    at += size;
  };
  while (at < bytes.length) {
    const tag = varint();
    const id = Math.floor(tag / 8);
    switch (tag % 8) {
      case 0:
        fields.push({ id, number: varint() });
        break;
      case 1:
        skip(8);
        fields.push({ id, number: 0 });
        break;
      case 2: {
        const size = varint();
        const start = at;
        skip(size);
        fields.push({ id, bytes: bytes.subarray(start, at) });
        break;
      }
      case 5:
        skip(4);
        fields.push({ id, number: 0 });
        break;
      default:
        throw new ProtoError('a field has a type that there is not');
    }
  }
  return fields;
}

/** The messages in all fields of that number. */
export function messages(
  fields: readonly ProtoField[],
  id: number,
): readonly (readonly ProtoField[])[] {
  return fields.flatMap((field) =>
    field.id === id && field.bytes ? [protoFields(field.bytes)] : [],
  );
}

/** The text of a field; empty where it is not there. */
export function textOf(fields: readonly ProtoField[], id: number): string {
  const bytes = fields.find((field) => field.id === id)?.bytes;
  return bytes ? new TextDecoder().decode(bytes) : '';
}

/** The number of a field; 0 where it is not there. */
export function numberOf(fields: readonly ProtoField[], id: number): number {
  return fields.find((field) => field.id === id)?.number ?? 0;
}
