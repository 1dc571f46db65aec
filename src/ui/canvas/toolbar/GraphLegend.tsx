import { Info } from 'lucide-react';
import { Button, IconButton, Popover } from '../../design/index.ts';
import { colourOf } from '../paint/colourMap.ts';
import type { PaintedScene } from '../paint/paintScene.ts';
import './GraphLegend.css';

const STEPS = 12;

/** What the colours mean; or why there are none yet and what to do. */
export function GraphLegend({
  painted: { legend, notYet },
  isDark,
}: {
  readonly painted: PaintedScene;
  readonly isDark: boolean;
}) {
  if (notYet) {
    return (
      <div className="graph-legend" role="status">
        <span>{notYet.missing}</span>
        {notYet.action && (
          <Button size="small" onClick={notYet.action.run}>
            {notYet.action.label}
          </Button>
        )}
      </div>
    );
  }
  if (!legend) return null;
  const stops = Array.from({ length: STEPS }, (_, i) => colourOf(i / (STEPS - 1), isDark));
  return (
    <div className="graph-legend" role="group" aria-label="Meaning of the colours">
      <span>{legend.low}</span>
      <span
        className="graph-legend-ramp"
        style={{ background: `linear-gradient(to right, ${stops.join(', ')})` }}
        title={legend.isLog ? 'Even steps of colour are even factors' : undefined}
      />
      <span>{legend.high}</span>
      <Popover
        label="About these numbers"
        trigger={<IconButton label="About these numbers" size="small" icon={<Info />} />}
      >
        <p className="graph-legend-basis">{legend.basis}</p>
      </Popover>
    </div>
  );
}
