import { fail } from '../errors/diagnostic.ts';

/** What a field of a FlatBuffer table holds. */
type Field =
  | { readonly kind: 'scalar'; readonly bytes: 1 | 4 }
  | { readonly kind: 'string' }
  | { readonly kind: 'scalars'; readonly bytes: 1 | 4 }
  | { readonly kind: 'strings' }
  | { readonly kind: 'table'; readonly table: Table }
  | { readonly kind: 'tables'; readonly table: Table };

interface Table {
  readonly name: string;
  /** By field id; ids that are left out are not read, so not checked. */
  readonly fields: Readonly<Record<number, readonly [name: string, field: Field]>>;
}

const STRING: Field = { kind: 'string' };

const VARIABLE: Table = {
  name: 'variable',
  fields: {
    0: ['name', STRING],
    1: ['shape', { kind: 'scalars', bytes: 4 }],
    2: ['data', { kind: 'scalars', bytes: 1 }],
    3: ['dtype', { kind: 'scalar', bytes: 1 }],
    4: ['vector', { kind: 'scalar', bytes: 1 }],
  },
};
const PARAM: Table = {
  name: 'param',
  fields: { 0: ['key', STRING], 1: ['value', { kind: 'scalar', bytes: 4 }] },
};
const PARAM_LIST: Table = {
  name: 'parameter list',
  fields: { 0: ['params', { kind: 'tables', table: PARAM }] },
};
const LAYER_PARAMS: Table = {
  name: 'layer parameters',
  fields: { 3: ['list', { kind: 'table', table: PARAM_LIST }] },
};
const LAYER: Table = {
  name: 'layer',
  fields: {
    1: ['name', STRING],
    2: ['variables', { kind: 'tables', table: VARIABLE }],
    3: ['params', { kind: 'table', table: LAYER_PARAMS }],
    4: ['inbounds', { kind: 'strings' }],
  },
};
const MODEL: Table = {
  name: 'model',
  fields: { 0: ['layers', { kind: 'tables', table: LAYER }], 2: ['version', STRING] },
};

/** Parts may be shared, so a small file can describe a large tree; real files stay below twice their size. */
const MAX_EXPANSION = 8;

/**
 * Checks every offset, table and vector that reading an .fbz follows. The accessors that flatc generates check nothing.
 * @throws StudioError fbz/damaged-flatbuffer with the byte offset in the unpacked bytes
 * @source https://flatbuffers.dev/internals
 */
export function verifyBuffer(bytes: Uint8Array, file: string): void {
  new Verifier(bytes, file).root(MODEL);
}

class Verifier {
  private readonly view: DataView;
  private readonly file: string;
  private budget: number;

  constructor(bytes: Uint8Array, file: string) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.file = file;
    this.budget = bytes.byteLength * MAX_EXPANSION;
  }

  root(table: Table): void {
    this.table(table, this.target(0, table.name));
  }

  private table(table: Table, at: number): void {
    this.need(at, 4, table.name);
    const vtable = at - this.view.getInt32(at, true);
    this.need(vtable, 4, `${table.name} layout`);
    const vtableSize = this.view.getUint16(vtable, true);
    const tableSize = this.view.getUint16(vtable + 2, true);
    if (vtableSize < 4 || vtableSize % 2 === 1 || tableSize < 4) {
      this.damaged(
        vtable,
        `${table.name} layout`,
        'sizes of at least 4',
        `${vtableSize} and ${tableSize}`,
      );
    }
    this.need(vtable, vtableSize, `${table.name} layout`);
    this.need(at, tableSize, table.name);
    for (const [id, [name, field]] of Object.entries(table.fields)) {
      const slot = 4 + 2 * Number(id);
      const offset = slot < vtableSize ? this.view.getUint16(vtable + slot, true) : 0;
      if (offset === 0) continue;
      const what = `${table.name} ${name}`;
      const width = field.kind === 'scalar' ? field.bytes : 4;
      if (offset < 4 || offset + width > tableSize) {
        this.damaged(at, what, `an offset from 4 to ${tableSize - width}`, `${offset}`);
      }
      this.field(field, at + offset, what);
    }
  }

  private field(field: Field, at: number, what: string): void {
    switch (field.kind) {
      case 'scalar':
        return;
      case 'string':
        this.vector(this.target(at, what), 1, what);
        return;
      case 'scalars':
        this.vector(this.target(at, what), field.bytes, what);
        return;
      case 'table':
        this.table(field.table, this.target(at, what));
        return;
      case 'strings':
      case 'tables': {
        const start = this.target(at, what);
        const count = this.vector(start, 4, what);
        for (let i = 0; i < count; i++) {
          const element = this.target(start + 4 + 4 * i, what);
          if (field.kind === 'tables') this.table(field.table, element);
          else this.vector(element, 1, what);
        }
      }
    }
  }

  /** Position that the offset at `at` points to. */
  private target(at: number, what: string): number {
    this.need(at, 4, what);
    const offset = this.view.getUint32(at, true);
    if (offset === 0) this.damaged(at, what, 'an offset above 0', '0');
    return at + offset;
  }

  /** Checks a vector and gives its number of elements. */
  private vector(at: number, elementBytes: number, what: string): number {
    this.need(at, 4, what);
    const count = this.view.getUint32(at, true);
    this.need(at + 4, count * elementBytes, what);
    return count;
  }

  private need(at: number, bytes: number, what: string): void {
    const length = this.view.byteLength;
    if (at < 0 || at + bytes > length) {
      this.damaged(at, what, `bytes 0 to ${length}`, `bytes ${at} to ${at + bytes}`);
    }
    this.budget -= bytes;
    if (this.budget < 0) {
      this.damaged(
        at,
        what,
        `parts of at most ${MAX_EXPANSION} times the file`,
        'parts shared more often',
      );
    }
  }

  private damaged(byteOffset: number, what: string, expected: string, received: string): never {
    return fail(
      'fbz/damaged-flatbuffer',
      { file: this.file, byteOffset },
      what,
      expected,
      received,
    );
  }
}
