import { CircleHelp } from 'lucide-react';
import type { ReactNode } from 'react';
import { terms, type TermId } from '../glossary/terms.ts';
import { LearnMore } from './LearnMore.tsx';
import { Popover } from './Dialog.tsx';
import './Term.css';
import { Tooltip } from './Tooltip.tsx';

export interface TermProps {
  readonly id: TermId;
  readonly children?: ReactNode;
}

/** A term of the field, underlined with dots; hover or focus explains it, a press keeps the explanation and leads on. */
export function Term({ id, children }: TermProps) {
  return (
    <Explained id={id}>
      <button type="button" className="term">
        {children ?? id}
      </button>
    </Explained>
  );
}

/** The same beside words that do something else when they are pressed: the label of a switch. */
export function TermMark({ id }: { readonly id: TermId }) {
  return (
    <Explained id={id}>
      <button type="button" className="term-mark" aria-label={`What is meant: ${id}`}>
        <CircleHelp aria-hidden size={14} />
      </button>
    </Explained>
  );
}

function Explained({ id, children }: { readonly id: TermId; readonly children: ReactNode }) {
  return (
    <Popover
      label={id}
      side="top"
      trigger={children}
      wrapTrigger={(trigger) => (
        <Tooltip text={terms[id]} side="top">
          {trigger}
        </Tooltip>
      )}
    >
      <p className="term-text">{terms[id]}</p>
      <LearnMore page={{ kind: 'term', id }} about={id} />
    </Popover>
  );
}
