import { Button } from '../design/index.ts';
import type { StageBlock } from './define.ts';
import './StageBlocked.css';
import { StagePanel } from './StagePanel.tsx';

export interface StageBlockedProps {
  /** Name of the stage. */
  readonly title: string;
  readonly block: StageBlock;
}

/** In place of a stage's panel: why it has to wait, and the way there. */
export function StageBlocked({ title, block }: StageBlockedProps) {
  return (
    <StagePanel title={title} intro="This stage works on the converted network.">
      <div className="stage-blocked" role="status">
        <h3>{block.title}</h3>
        <p>{block.text}</p>
        <Button kind="primary" onClick={block.action.run}>
          {block.action.label}
        </Button>
      </div>
    </StagePanel>
  );
}
