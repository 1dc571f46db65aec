import type { ReactNode } from 'react';
import { terms, type TermId } from '../glossary/terms.ts';
import './Term.css';
import { Tooltip } from './Tooltip.tsx';

/** A term of the field, underlined with dots; hover or focus explains it. */
export function Term({ id, children }: { readonly id: TermId; readonly children?: ReactNode }) {
  return (
    <Tooltip text={terms[id]} side="top">
      <button type="button" className="term">
        {children ?? id}
      </button>
    </Tooltip>
  );
}
