import { catalog, type Catalog, type CatalogCode } from './catalog.ts';

/** Where a problem sits. Every known part is filled in; `path` is a path inside the file (HDF5 group, zip entry, JSON pointer). */
export interface Where {
  readonly file?: string;
  readonly layer?: string;
  readonly path?: string;
  readonly byteOffset?: number;
}

/** `error` stops the work, `warning` lets it go on with a changed result, `info` is advice. */
export type Severity = 'error' | 'warning' | 'info';

/** A compatibility rule's code, `rule/ID` with an id of docs/reference/compatibility.md#rules-at-a-glance, or a code of the catalogue. */
export type ErrorCode = CatalogCode | `rule/${string}`;

/** One problem as data: what happened, where, what was expected, what was found, and what to do. */
export interface Diagnostic {
  readonly code: ErrorCode;
  readonly severity: Severity;
  readonly where: Where;
  readonly title: string;
  readonly message: string;
  readonly expected?: string;
  readonly received?: string;
  readonly hint: string;
  readonly source?: string;
  /** The numbers that the message speaks of, for who asks further. */
  readonly values?: readonly number[];
}

/** What a catalogue entry gives for its arguments. */
export interface DiagnosticText {
  readonly message: string;
  readonly expected?: string;
  readonly received?: string;
  readonly hint: string;
  readonly values?: readonly number[];
}

/**
 * Builds a diagnostic from the catalogue; code and arguments are type-checked against the entry.
 * @example diagnostic('keras/unknown-file', { file: 'a.bin' }, 'bytes 50 4b 03 04')
 */
export function diagnostic<C extends CatalogCode>(
  code: C,
  where: Where,
  ...args: Parameters<Catalog[C]['text']>
): Diagnostic {
  const entry = catalog[code];
  const text = entry.text as (...values: typeof args) => DiagnosticText;
  return withPlainNames({ code, severity: 'error', where, title: entry.title, ...text(...args) });
}

/** What the classes of QuantizeML, and of others that name none, are registered under in Keras. */
const PACKAGE = /\bCustom>(?=\w)/g;

/** A layer's class as people know it, without the package that it is registered under; in a text every one of them. */
export function plainName(text: string): string {
  return text.replace(PACKAGE, '');
}

/** A diagnostic whose sentences name classes as people know them. */
export function withPlainNames<D extends Diagnostic>(found: D): D {
  const { message, expected, received, hint } = found;
  return {
    ...found,
    message: plainName(message),
    ...(expected === undefined ? {} : { expected: plainName(expected) }),
    ...(received === undefined ? {} : { received: plainName(received) }),
    hint: plainName(hint),
  };
}

/** The only exception the core throws for input it refuses. Carries at least one diagnostic. */
export class StudioError extends Error {
  override readonly name = 'StudioError';
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[], options?: { cause?: unknown }) {
    super(diagnostics.map((d) => `${d.code}: ${d.message}`).join('\n'), options);
    this.diagnostics = diagnostics;
  }
}

/** Throws a StudioError with one diagnostic from the catalogue. */
export function fail<C extends CatalogCode>(
  code: C,
  where: Where,
  ...args: Parameters<Catalog[C]['text']>
): never {
  throw new StudioError([diagnostic(code, where, ...args)]);
}

/** True for a StudioError of this realm or one that crossed a worker boundary (`instanceof` does not survive that). */
export function isStudioError(error: unknown): error is StudioError {
  return error instanceof Error && Array.isArray((error as { diagnostics?: unknown }).diagnostics);
}

/**
 * States a fact our own code guarantees. A failure here is a bug of ours, never of the input: whoever sees it is asked to report it.
 * @throws StudioError studio/internal
 */
export function invariant(
  condition: unknown,
  message: string,
  where: Where = {},
): asserts condition {
  if (!condition) fail('studio/internal', where, null, message);
}

/** What an error says: a StudioError's own diagnostics, and of any other (a fault of ours) that it should be reported. */
export function diagnosticsOfError(
  error: unknown,
  task: string | null = null,
): readonly Diagnostic[] {
  if (isStudioError(error)) return error.diagnostics;
  const detail = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return [diagnostic('studio/internal', {}, task, detail)];
}
