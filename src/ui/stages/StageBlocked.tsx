import { CirclePause } from 'lucide-react';
import { Button, EmptyState } from '../design/index.ts';
import type { StageBlock } from './define.ts';

/** In place of a stage's panel: why it has to wait, and the way there. */
export function StageBlocked({ block: { title, text, action } }: { readonly block: StageBlock }) {
  return (
    <EmptyState
      icon={<CirclePause />}
      title={title}
      action={
        <Button kind="primary" onClick={action.run}>
          {action.label}
        </Button>
      }
    >
      {text}
    </EmptyState>
  );
}
