import type { GraphView } from '../../../project/views/graphView.ts';
import { groupUnits, isGroup, repeatId, type Group } from './groups.ts';
import { outputBits, unitsOf, type Unit, type UnitLink } from './units.ts';

/** One node of the drawing. A closed group is a node, an open one a frame around its members. */
export type SceneNode =
  | {
      readonly type: 'unit';
      readonly id: string;
      readonly frame: string | null;
      readonly unit: Unit;
    }
  | {
      readonly type: 'group';
      readonly id: string;
      readonly frame: string | null;
      readonly group: Group;
    };

/** The frame of an open group. */
interface SceneFrame {
  readonly id: string;
  readonly frame: string | null;
  readonly group: Group;
}

/** A connection between two nodes: the output of `layer`, in `bits` or in float. */
export interface SceneLink {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly layer: UnitLink['layer'];
  /** The unit whose spikes travel over it. */
  readonly source: string;
  readonly bits: number | null;
}

/** Everything to be drawn, before it has a place. */
export interface Scene {
  readonly graph: GraphView;
  readonly nodes: readonly SceneNode[];
  readonly frames: readonly SceneFrame[];
  readonly links: readonly SceneLink[];
  /** Id of the visible node that shows a layer, by the layer's name. */
  readonly nodeOfLayer: ReadonlyMap<string, string>;
  /** Ids of the groups around a layer, outermost first, by the layer's name; open and closed ones. */
  readonly groupsOfLayer: ReadonlyMap<string, readonly string[]>;
  readonly groups: readonly Group[];
  /** What the keyboard walks over, in reading order: `layer:<name>` of a row, `group:<id>` of a group's title. */
  readonly stops: readonly string[];
}

export function layerStop(name: string): string {
  return `layer:${name}`;
}

export function groupStop(id: string): string {
  return `group:${id}`;
}

/** Groups that the user opened or closed, by id; the others are in their default state. */
export type GroupStates = Readonly<Record<string, boolean>>;

/** From this many repeats on a group starts closed. */
const LONG_REPEAT = 4;

/** The ids to set for opening or closing a group: repeats may later split at any of their units, and the parts then stay open or closed. */
export function idsOf({ id, kind, units }: Group): readonly string[] {
  return kind === 'repeat' ? units.map(repeatId) : [id];
}

/** Whether a group shows its members. Nested models start open, long repeats closed. */
export function isOpen(group: Group, states: GroupStates): boolean {
  return states[group.id] ?? (group.kind === 'model' || group.times < LONG_REPEAT);
}

/** Builds what is to be drawn from the graph and the groups' states. */
export function buildScene(graph: GraphView, states: GroupStates): Scene {
  const unitGraph = unitsOf(graph);
  const nodes: SceneNode[] = [];
  const frames: SceneFrame[] = [];
  const groups: Group[] = [];
  const stops: string[] = [];
  const nodeOfUnit = new Map<string, string>();
  const groupsOfUnit = new Map<string, readonly string[]>();
  const place = (
    members: readonly (Unit | Group)[],
    frame: string | null,
    around: readonly string[],
    closed: string | null,
  ) => {
    for (const member of members) {
      if (!isGroup(member)) {
        const id = `unit:${member.name}`;
        if (closed === null) {
          nodes.push({ type: 'unit', id, frame, unit: member });
          stops.push(...member.layers.map(({ name }) => layerStop(name)));
        }
        nodeOfUnit.set(member.name, closed ?? id);
        groupsOfUnit.set(member.name, around);
        continue;
      }
      groups.push(member);
      if (closed === null) stops.push(groupStop(member.id));
      const inner = [...around, member.id];
      if (closed !== null) {
        place(member.children, frame, inner, closed);
      } else if (isOpen(member, states)) {
        frames.push({ id: member.id, frame, group: member });
        place(member.children, member.id, inner, null);
      } else {
        nodes.push({ type: 'group', id: member.id, frame, group: member });
        place(member.children, frame, inner, member.id);
      }
    }
  };
  place(groupUnits(unitGraph), null, [], null);
  const ofLayers = <T>(ofUnit: ReadonlyMap<string, T>): ReadonlyMap<string, T> =>
    new Map(
      unitGraph.units.flatMap(({ name, layers }) => {
        const value = ofUnit.get(name);
        return value === undefined ? [] : layers.map((layer) => [layer.name, value] as const);
      }),
    );
  return {
    graph,
    nodes,
    frames,
    links: linksOf(unitGraph.links, unitGraph.units, nodeOfUnit),
    nodeOfLayer: ofLayers(nodeOfUnit),
    groupsOfLayer: ofLayers(groupsOfUnit),
    groups,
    stops,
  };
}

function linksOf(
  unitLinks: readonly UnitLink[],
  units: readonly Unit[],
  nodeOfUnit: ReadonlyMap<string, string>,
): readonly SceneLink[] {
  const byName = new Map(units.map((unit) => [unit.name, unit]));
  const links = new Map<string, SceneLink>();
  for (const link of unitLinks) {
    const [from, to, unit] = [
      nodeOfUnit.get(link.from),
      nodeOfUnit.get(link.to),
      byName.get(link.from),
    ];
    if (from === undefined || to === undefined || from === to || !unit) continue;
    const id = `${from}\n${to}`;
    links.set(id, { id, from, to, layer: link.layer, source: unit.name, bits: outputBits(unit) });
  }
  return [...links.values()];
}
