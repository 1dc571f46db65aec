import {
  FoldVertical,
  Info,
  Maximize,
  Palette,
  Search,
  UnfoldVertical,
  ZoomIn,
  ZoomOut,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { moveGraph, openGraphSearch, setGroups } from '../../store/actions/canvas.ts';
import { setColourBy } from '../../store/actions/view.ts';
import { useStudio } from '../../store/studioStore.ts';
import { Button, IconButton, Popover, Select } from '../design/index.ts';
import { colourOf } from '../frame/colourMap.ts';
import type { PaintedScene } from './paint/paintScene.ts';
import { colourModes } from './paint/index.ts';
import { idsOf, type Scene } from './scene/buildScene.ts';
import './GraphToolbar.css';

/** Colour with its legend, search, folding and zoom. */
export function GraphToolbar({
  scene,
  children,
}: {
  readonly scene: Scene;
  readonly children: ReactNode;
}) {
  const colourBy = useStudio((state) => state.colourBy);
  const groups = scene.groups.flatMap(idsOf);
  const isAnyOpen = scene.frames.length > 0;
  return (
    <div className="graph-toolbar">
      <div className="graph-toolbar-part">
        <Palette className="graph-toolbar-icon" size={16} aria-hidden />
        <Select
          label="Colour by"
          value={colourBy}
          options={colourModes.map(({ id, label }) => ({ id, label }))}
          onChange={setColourBy}
        />
        {children}
      </div>
      <div className="graph-toolbar-part" role="toolbar" aria-label="View of the graph">
        <IconButton
          label="Search"
          keys="Ctrl+F"
          icon={<Search />}
          onClick={() => {
            openGraphSearch(true);
          }}
        />
        {groups.length > 0 && (
          <IconButton
            label={isAnyOpen ? 'Fold all groups' : 'Unfold all groups'}
            icon={isAnyOpen ? <FoldVertical /> : <UnfoldVertical />}
            onClick={() => {
              setGroups(groups, !isAnyOpen);
            }}
          />
        )}
        <IconButton
          label="Zoom out"
          keys="-"
          icon={<ZoomOut />}
          onClick={() => {
            moveGraph('out');
          }}
        />
        <IconButton
          label="Zoom in"
          keys="+"
          icon={<ZoomIn />}
          onClick={() => {
            moveGraph('in');
          }}
        />
        <IconButton
          label="Show the whole graph"
          keys="0"
          icon={<Maximize />}
          onClick={() => {
            moveGraph('fit');
          }}
        />
      </div>
    </div>
  );
}

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
