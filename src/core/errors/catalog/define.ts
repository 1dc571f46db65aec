import type { DiagnosticText } from '../diagnostic.ts';

/** One catalogue entry: a title in sentence case and a function that writes the text from typed arguments. */
export interface CatalogEntry {
  readonly title: string;
  // Each entry has its own argument list; `never[]` is the one supertype that keeps them inferable.
  readonly text: (...args: never[]) => DiagnosticText;
}

/** Gives the entries of one area their type without widening their argument lists. */
export function defineErrors<T extends Readonly<Record<string, CatalogEntry>>>(entries: T): T {
  return entries;
}
