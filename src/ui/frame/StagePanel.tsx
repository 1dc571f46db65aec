import type { ReactNode } from 'react';
import { Button } from '../design/index.ts';
import type { StageBlock } from './define.ts';
import './StagePanel.css';

interface StagePanelProps {
  readonly title: string;
  /** One sentence: what this stage is for. */
  readonly intro: ReactNode;
  readonly children?: ReactNode;
  /** The stage's main button, kept in view at the bottom. */
  readonly action?: ReactNode;
}

/** The frame of a stage's settings at the left of the window. */
export function StagePanel({ title, intro, children, action }: StagePanelProps) {
  return (
    <div className="stage-panel">
      <div className="stage-panel-body">
        <h2>{title}</h2>
        <p className="stage-panel-intro">{intro}</p>
        {children}
      </div>
      {action !== undefined && <footer className="stage-panel-action">{action}</footer>}
    </div>
  );
}

interface StageBlockedProps {
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
