import { useDeferredValue, type ReactNode } from 'react';

/**
 * Brings its children into the page once what is around it is there, as a piece of work of its own: between the two the
 * page answers. For what nobody waits for first, and what moves nothing when it comes.
 */
export function Later({ children }: { readonly children: ReactNode }) {
  return useDeferredValue(true, false) ? children : null;
}
