import { Progress as Radix } from 'radix-ui';
import { useDeferredValue, type ReactNode } from 'react';
import './Waiting.css';

interface EmptyStateProps {
  readonly icon?: ReactNode;
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}

/** What a panel shows while it has nothing: why, and what to do. */
export function EmptyState({ icon, title, children, action }: EmptyStateProps) {
  return (
    <div className="empty-state">
      {icon}
      <h2 className="empty-state-title">{title}</h2>
      {children !== undefined && <p className="empty-state-text">{children}</p>}
      {action}
    </div>
  );
}

interface ProgressBarProps {
  readonly label: string;
  /** 0..1, or null where the end is not known. */
  readonly fraction: number | null;
}

/** How far a long job is. */
export function ProgressBar({ label, fraction }: ProgressBarProps) {
  const percent = fraction === null ? null : Math.round(fraction * 100);
  return (
    <Radix.Root className="progress" aria-label={label} value={percent} max={100}>
      <Radix.Indicator
        className="progress-bar"
        style={percent === null ? undefined : { width: `${percent}%` }}
      />
    </Radix.Root>
  );
}

/**
 * Brings its children into the page once what is around it is there, as a piece of work of its own: between the two the
 * page answers. For what nobody waits for first, and what moves nothing when it comes.
 */
export function Later({ children }: { readonly children: ReactNode }) {
  return useDeferredValue(true, false) ? children : null;
}
