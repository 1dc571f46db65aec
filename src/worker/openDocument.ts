import { fail } from '../core/errors/diagnostic.ts';
import type { Job } from './rpc/host.ts';

/** The one document that a worker holds, by its id. */
interface OpenDocument<D> {
  readonly set: (id: string, document: D) => void;
  /**
   * The document that a job is about. A plan does not say which document it belongs to, and every new document starts with the same
   * one: a job for a model that was closed must not run on the model that replaced it.
   * @throws StudioError studio/no-model, studio/other-document
   */
  readonly of: (job: Pick<Job, 'method' | 'document'>) => D;
}

export function openDocument<D>(): OpenDocument<D> {
  let open: { readonly id: string; readonly document: D } | null = null;
  return {
    set: (id, document) => {
      open = { id, document };
    },
    of: ({ method, document }) => {
      if (!open) fail('studio/no-model', {}, method);
      if (open.id !== document) fail('studio/other-document', {}, method);
      return open.document;
    },
  };
}
