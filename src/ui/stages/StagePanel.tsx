import type { ReactNode } from 'react';
import './StagePanel.css';

export interface StagePanelProps {
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
