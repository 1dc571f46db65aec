import { Equal, Shuffle } from 'lucide-react';
import { Badge } from '../design/index.ts';

/** Whether a fix keeps what the model computes. */
export function ExactBadge({ exact }: { readonly exact: boolean }) {
  return exact ? (
    <Badge tone="ok">
      <Equal aria-hidden />
      Same outputs
    </Badge>
  ) : (
    <Badge tone="hardware">
      <Shuffle aria-hidden />
      Changes the function: fine-tune after
    </Badge>
  );
}
