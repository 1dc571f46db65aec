import { FoldVertical, Maximize, Search, UnfoldVertical, ZoomIn, ZoomOut } from 'lucide-react';
import { moveGraph, openGraphSearch, setGroups } from '../../../store/actions/canvas.ts';
import { setColourBy } from '../../../store/actions/view.ts';
import { useStudio } from '../../../store/studioStore.ts';
import { IconButton, Select } from '../../design/index.ts';
import { colourModes } from '../paint/index.ts';
import type { PaintedScene } from '../paint/paintScene.ts';
import type { Scene } from '../scene/buildScene.ts';
import './GraphToolbar.css';
import { GraphLegend } from './GraphLegend.tsx';

/** Colour, search, folding and zoom. */
export function GraphToolbar({
  scene,
  painted,
  isDark,
}: {
  readonly scene: Scene;
  readonly painted: PaintedScene;
  readonly isDark: boolean;
}) {
  const colourBy = useStudio((state) => state.colourBy);
  const groups = scene.groups.map(({ id }) => id);
  const isAnyOpen = scene.frames.length > 0;
  return (
    <>
      <div className="graph-toolbar" role="toolbar" aria-label="Graph">
        <span className="graph-toolbar-colour">
          <span aria-hidden>Colour by</span>
          <Select
            label="Colour by"
            value={colourBy}
            options={colourModes.map(({ id, label }) => ({ id, label }))}
            onChange={setColourBy}
          />
        </span>
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
      <GraphLegend painted={painted} isDark={isDark} />
    </>
  );
}
