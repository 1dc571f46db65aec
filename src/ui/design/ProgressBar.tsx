import { Progress as Radix } from 'radix-ui';
import './ProgressBar.css';

export interface ProgressBarProps {
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
