import { Button } from '../../design/index.ts';
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
        <p>{notYet.missing}</p>
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
    <div className="graph-legend" role="note" aria-label="Colours">
      <div className="graph-legend-scale">
        <span>{legend.low}</span>
        <span
          className="graph-legend-ramp"
          style={{ background: `linear-gradient(to right, ${stops.join(', ')})` }}
        />
        <span>{legend.high}</span>
        {legend.isLog && <span className="graph-legend-log">log scale</span>}
      </div>
      <p>{legend.basis}</p>
    </div>
  );
}
