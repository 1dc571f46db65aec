import { Cpu, Info, OctagonAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from './classNames.ts';
import { severityText, type ProblemSeverity } from './severity.ts';
import './Badge.css';

interface BadgeProps {
  readonly tone?: 'neutral' | 'accent' | 'ok' | ProblemSeverity;
  readonly children: ReactNode;
}

/** A short fact in a frame: bits, a count, a state. */
export function Badge({ tone = 'neutral', children }: BadgeProps) {
  return <span className={classNames('badge', `badge-${tone}`)}>{children}</span>;
}

const icons = { error: OctagonAlert, hardware: Cpu, advice: Info } as const;

/** The icon of a severity, in its colour. Stands next to a word or a count, never alone. */
export function SeverityIcon({ severity }: { readonly severity: ProblemSeverity }) {
  const Icon = icons[severity];
  return <Icon className={`severity-icon severity-${severity}`} aria-hidden size={16} />;
}

/** Severity as icon, word and colour; with `count`, the number of problems of that kind. */
export function SeverityBadge({
  severity,
  count,
}: {
  readonly severity: ProblemSeverity;
  readonly count?: number;
}) {
  return (
    <Badge tone={severity}>
      <SeverityIcon severity={severity} />
      {severityText[severity].word}
      {/* The gap is the flex gap; the space is for what reads the text. */}
      {count !== undefined && <span className="badge-count"> {count}</span>}
    </Badge>
  );
}
