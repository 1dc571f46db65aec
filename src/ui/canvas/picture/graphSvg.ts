import type { LayerView } from '../../../project/views/graphView.ts';
import type { Rect } from '../../../project/layout/layout.ts';
import {
  BADGE_WIDTH,
  BITS_WIDTH,
  bordersOf,
  CODE_CHARACTER,
  COLUMN_GAP,
  HEADER_HEIGHT,
  ROW_HEIGHT,
  ROW_PADDING,
  type Drawing,
} from '../scene/drawing.ts';
import type { Paint, PaintedScene } from '../paint/paintScene.ts';
import { sumOfProblems, worstText, type ProblemCount } from '../scene/problemIndex.ts';
import type { SceneNode } from '../scene/buildScene.ts';
import { bitsText, groupSummary, groupTitle, linkText } from '../scene/labels.ts';
import { labelPlace, linkWidth, pathOf, tipOf } from '../scene/linkShape.ts';
import { countText, fateText, kindText, shapeText } from '../scene/rowText.ts';
import type { PictureColours } from './graphPicture.ts';
import { cut, element, textElement, titleElement } from './svgText.ts';

const MARGIN = 24;
const TEXT = "system-ui, 'Segoe UI', Roboto, 'Liberation Sans', sans-serif";
const CODE = "ui-monospace, 'SF Mono', 'Cascadia Mono', 'DejaVu Sans Mono', monospace";

/** What the picture shows besides the drawing itself. */
interface PictureContent {
  readonly drawing: Drawing;
  readonly painted: PaintedScene;
  /** By layer name. */
  readonly problems: ReadonlyMap<string, ProblemCount>;
  /** Share of silent neurons by unit, where a run knows it. */
  readonly silent: ReadonlyMap<string, number>;
  readonly colours: PictureColours;
}

/**
 * The graph as a self-contained SVG, from the same layout as the screen: frames, links with shape and bits, blocks with
 * their rows, bits, colours and problems. One unit is one CSS pixel.
 */
export function graphSvg(content: PictureContent): string {
  const { drawing, colours } = content;
  const { scene, layout } = drawing;
  const size = { width: layout.width + 2 * MARGIN, height: layout.height + 2 * MARGIN };
  const parts = [
    ...scene.frames.map(({ id, group }) => {
      const rect = layout.rects[id];
      return rect ? frameOf(rect, groupTitle(group), colours) : '';
    }),
    ...linksOf(content),
    ...scene.nodes.map((node) => {
      const rect = layout.rects[node.id];
      return rect ? nodeOf(content, node, rect) : '';
    }),
  ];
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      ...size,
      viewBox: `0 0 ${size.width} ${size.height}`,
      role: 'img',
      'font-family': TEXT,
      'font-size': 12,
    },
    [
      titleElement(`Graph of ${scene.graph.name}`),
      element('rect', { ...size, fill: colours.page }),
      element('g', { transform: `translate(${MARGIN} ${MARGIN})` }, parts),
    ],
  );
}

function frameOf(
  { x, y, width, height }: Rect,
  { kind, name }: { readonly kind: string; readonly name: string },
  colours: PictureColours,
): string {
  return [
    element('rect', { x, y, width, height, rx: 12, fill: 'none', stroke: colours.frame }),
    tagAndName(x + 20, y + 26, kind, name, colours.text, colours),
  ].join('');
}

function linksOf({ drawing, silent, colours }: PictureContent): readonly string[] {
  const borders = bordersOf(drawing);
  return drawing.scene.links.map((link) => {
    const points = drawing.layout.paths[link.id] ?? [];
    const share = silent.get(link.source);
    const width = linkWidth(share);
    const colour = share === undefined ? colours.frame : colours.accent;
    const place = labelPlace(points, borders);
    return [
      element('path', { d: pathOf(points), fill: 'none', stroke: colour, 'stroke-width': width }),
      element('path', { d: tipOf(points, width), fill: colour }),
      textElement(
        {
          ...place,
          'font-family': CODE,
          fill: colours.muted,
          stroke: colours.page,
          'stroke-width': 5,
          'paint-order': 'stroke',
        },
        linkText(link, share),
      ),
    ].join('');
  });
}

function nodeOf(content: PictureContent, node: SceneNode, rect: Rect): string {
  const { colours, painted, problems } = content;
  const layers =
    node.type === 'unit' ? node.unit.layers : node.group.units.flatMap((unit) => unit.layers);
  const found = sumOfProblems(layers.map(({ name }) => problems.get(name)));
  const isLoose = node.type === 'unit' && !node.unit.block;
  const { x, y, width, height } = rect;
  const box = element('rect', {
    x,
    y,
    width,
    height,
    rx: 8,
    fill: colours.surface,
    stroke: isLoose && found ? colours[found.worst] : colours.frame,
    ...(isLoose ? { 'stroke-width': 2, 'stroke-dasharray': '6 4' } : {}),
  });
  return [
    node.type === 'group' ? pileOf(rect, colours) : '',
    box,
    headerOf(rect, titleOf(node), painted.paints.get(node.id), found, colours),
    ...(node.type === 'unit'
      ? layers.map((layer, i) =>
          rowOf(content, layer, x, y + HEADER_HEIGHT + i * ROW_HEIGHT, problems.get(layer.name)),
        )
      : [
          textElement(
            { x: x + ROW_PADDING, y: y + HEADER_HEIGHT + 19, fill: colours.muted },
            groupSummary(node.group),
          ),
        ]),
  ].join('');
}

function titleOf(node: SceneNode): { readonly kind: string; readonly name: string } {
  if (node.type === 'group') return groupTitle(node.group);
  const { block, name } = node.unit;
  return { kind: block ? kindText[block.kind] : 'No block', name };
}

/** The edges of the cards below a folded group. */
function pileOf({ x, y, width, height }: Rect, colours: PictureColours): string {
  return [8, 4]
    .map((offset) =>
      element('rect', {
        x: x + offset,
        y: y + offset,
        width,
        height,
        rx: 8,
        fill: colours.surface,
        stroke: colours.frame,
      }),
    )
    .join('');
}

function headerOf(
  { x, y, width }: Rect,
  { kind, name }: { readonly kind: string; readonly name: string },
  paint: Paint | undefined,
  problems: ProblemCount | null,
  colours: PictureColours,
): string {
  const right = x + width - ROW_PADDING;
  const bottom = y + HEADER_HEIGHT;
  const words = problems ? worstText(problems) : '';
  const top = `M${x} ${bottom}V${y + 8}Q${x} ${y} ${x + 8} ${y}H${x + width - 8}Q${x + width} ${y} ${x + width} ${y + 8}V${bottom}Z`;
  return [
    paint ? element('path', { d: top, fill: paint.fill }) : '',
    element('path', { d: `M${x} ${bottom}H${x + width}`, stroke: colours.line }),
    tagAndName(
      x + ROW_PADDING,
      y + 24,
      kind,
      name,
      paint?.ink ?? colours.text,
      colours,
      paint?.ink,
    ),
    paint
      ? textElement(
          {
            x: right - (words === '' ? 0 : words.length * 7 + 16),
            y: y + 24,
            'text-anchor': 'end',
            'font-weight': 600,
            fill: paint.ink,
          },
          paint.text,
        )
      : '',
    problems ? mark(right, y + 24, words, problems, colours, paint !== undefined) : '',
    paint === undefined || paint.share === null
      ? ''
      : element('rect', {
          x,
          y: bottom - 3,
          width: width * paint.share,
          height: 3,
          fill: paint.ink,
          opacity: 0.75,
        }),
  ].join('');
}

function tagAndName(
  x: number,
  y: number,
  kind: string,
  name: string,
  colour: string,
  colours: PictureColours,
  ink?: string,
): string {
  // As wide as the widest of the fonts that a viewer may have writes it.
  const width = Math.round(kind.length * 7.8) + 14;
  return [
    element('rect', {
      x,
      y: y - 14,
      width,
      height: 20,
      rx: 4,
      fill: ink ?? colours.pressed,
      'fill-opacity': ink === undefined ? 1 : 0.14,
    }),
    textElement(
      {
        x: x + width / 2,
        y,
        'text-anchor': 'middle',
        'font-weight': 600,
        fill: ink ?? colours.muted,
      },
      kind,
    ),
    textElement(
      {
        x: x + width + 8,
        y,
        'font-family': CODE,
        'font-size': 13,
        'font-weight': 600,
        fill: colour,
      },
      name,
    ),
  ].join('');
}

/** A problem's words in its colour behind a sign of its own shape. */
function mark(
  right: number,
  y: number,
  words: string,
  { worst }: ProblemCount,
  colours: PictureColours,
  onColour: boolean,
): string {
  const colour = colours[worst];
  const left = right - words.length * 7 - 12;
  const sign = {
    error: element('path', { d: `M${left} ${y}l5 -9l5 9Z`, fill: colour }),
    hardware: element('rect', { x: left, y: y - 9, width: 9, height: 9, fill: colour }),
    advice: element('circle', { cx: left + 5, cy: y - 4, r: 4.5, fill: colour }),
  }[worst];
  const ground = onColour
    ? element('rect', {
        x: left - 4,
        y: y - 14,
        width: right - left + 8,
        height: 20,
        rx: 4,
        fill: colours.surface,
      })
    : '';
  return [
    ground,
    sign,
    textElement({ x: right, y, 'text-anchor': 'end', 'font-weight': 600, fill: colour }, words),
  ].join('');
}

function rowOf(
  { drawing: { columns }, colours }: PictureContent,
  layer: LayerView,
  left: number,
  top: number,
  problems: ProblemCount | undefined,
): string {
  const y = top + 18;
  const isLight = fateText(layer) !== null;
  const code = { y, 'font-family': CODE };
  const muted = isLight ? colours.faint : colours.muted;
  const name = left + ROW_PADDING;
  const type = name + columns.name + COLUMN_GAP;
  const shape = type + columns.type + COLUMN_GAP + columns.shape;
  const parameters = shape + COLUMN_GAP + columns.parameters;
  const bits = parameters + COLUMN_GAP + BITS_WIDTH / 2;
  const right = bits + BITS_WIDTH / 2 + COLUMN_GAP + BADGE_WIDTH;
  const end = { 'text-anchor': 'end', fill: muted };
  return [
    textElement(
      {
        ...code,
        x: name,
        fill: isLight ? colours.faint : colours.text,
        ...(isLight ? { 'font-style': 'italic' } : {}),
      },
      cut(layer.name, Math.floor(columns.name / CODE_CHARACTER)),
    ),
    textElement({ x: type, y, fill: muted }, layer.className),
    textElement({ ...code, ...end, x: shape }, shapeText(layer.outputShape)),
    layer.parameters > 0
      ? textElement({ ...code, ...end, x: parameters }, countText(layer.parameters))
      : '',
    textElement({ ...code, x: bits, 'text-anchor': 'middle', fill: colours.text }, bitsText(layer)),
    problems ? mark(right, y, String(problems.count), problems, colours, false) : '',
  ].join('');
}
