import { Maximize, Palette, Search, ZoomIn, ZoomOut } from 'lucide-react';
import { moveGraph, openGraphSearch } from '../../store/actions/canvas.ts';
import { setColourBy } from '../../store/actions/view.ts';
import { defineCommand, type PageCommand } from '../frame/define.ts';
import { colourModes } from './paint/index.ts';

const hasGraph: PageCommand['available'] = ({ derived }) => derived !== null;

export const canvasCommands = [
  defineCommand({
    id: 'graph-search',
    label: 'Search the graph',
    group: 'View',
    keys: 'Ctrl+F',
    icon: Search,
    available: hasGraph,
    run: () => {
      openGraphSearch(true);
    },
  }),
  defineCommand({
    id: 'graph-fit',
    label: 'Show the whole graph',
    group: 'View',
    keys: '0',
    icon: Maximize,
    available: hasGraph,
    run: () => {
      moveGraph('fit');
    },
  }),
  defineCommand({
    id: 'graph-in',
    label: 'Zoom in',
    group: 'View',
    keys: '+',
    icon: ZoomIn,
    available: hasGraph,
    run: () => {
      moveGraph('in');
    },
  }),
  defineCommand({
    id: 'graph-out',
    label: 'Zoom out',
    group: 'View',
    keys: '-',
    icon: ZoomOut,
    available: hasGraph,
    run: () => {
      moveGraph('out');
    },
  }),
  ...colourModes.map(({ id, label }) =>
    defineCommand({
      id: `colour-${id}`,
      label: `Colour the graph by ${label.toLowerCase()}`,
      group: 'View',
      icon: Palette,
      available: hasGraph,
      run: () => {
        setColourBy(id);
      },
    }),
  ),
];
