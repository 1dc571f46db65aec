import type { GraphEdit } from '../../project/plan.ts';
import type { DocsPage } from '../design/index.ts';

/** The page of the fix that an edit performs; the list of fixes where it performs several. */
export function fixPage(edit: GraphEdit): DocsPage {
  return { kind: 'fix', id: edit.kind === 'fix' ? edit.pass : null };
}
