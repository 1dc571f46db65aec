import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useId, useState, type KeyboardEvent } from 'react';
import { selectLayer } from '../../store/actions/view.ts';
import type { ChipLayerView, ChipView } from '../../project/views/chip.ts';
import { IconButton, Term } from '../design/index.ts';
import { colourOf, inkOn } from '../frame/colourMap.ts';
import { useDarkTheme } from '../frame/useDarkTheme.ts';
import { counted, groupsText } from './chipWords.ts';
import './FloorPlan.css';
import { floorPlanOf, type Cell, type CellKind, type FloorPlanView } from './floorPlan.ts';

/** What the blocks of the plan are called. */
const BLOCK_NAMES: Readonly<Record<CellKind, (count: number) => string>> = {
  CNP: (count) => `${count} for convolutions`,
  FNP3: (count) => `${count} also dense, FNP3`,
  FNP2: (count) => `${count} FNP2`,
  HRC: () => 'HRC',
};

/** Side of a cell and of its square in the drawing. */
const CELL = 22;
const SQUARE = 20;

interface FloorPlanProps {
  readonly chip: ChipView;
  /** Name of the layer that is selected; null: none of the chip's. */
  readonly selected: string | null;
}

/** The processors of the chip with the layers on them, one pass at a time. */
export function FloorPlan({ chip, selected }: FloorPlanProps) {
  const selectedLayer = chip.layers.find(({ name }) => name === selected);
  const [turned, setTurned] = useState<Turned>({ to: 1, at: null });
  // A page that was turned to stays until another layer is selected.
  const wanted = selectedLayer && turned.at !== selected ? selectedLayer.pass : turned.to;
  const pass = Math.min(wanted, chip.passes);
  const [hovered, setHovered] = useState<string | null>(null);
  const plan = floorPlanOf(chip, pass);
  const shown = chip.layers.find(({ name }) => name === (hovered ?? selected)) ?? null;
  return (
    <figure className="floor-plan">
      <PlanDrawing {...{ chip, plan, pass, selected, hovered }} onHover={setHovered} />
      {chip.passes > 1 && (
        <Passes
          pass={pass}
          passes={chip.passes}
          onTurn={(to) => {
            setTurned({ to, at: selected });
          }}
        />
      )}
      <figcaption>
        <p className="floor-plan-layer">
          {shown ? (
            <>
              <span className="code">{shown.name}</span> {groupsText(shown)}
            </>
          ) : (
            'Point at a layer, or walk through them with the arrow keys.'
          )}
        </p>
        {plan.missing > 0 && (
          <p className="floor-plan-missing">
            {counted(plan.missing, 'processor')} more than the chip has.
          </p>
        )}
        <p className="floor-plan-note">
          A schematic: <Term id="processor">processors</Term> by type. Where they lie on the chip is
          not published.
        </p>
      </figcaption>
    </figure>
  );
}

interface Turned {
  readonly to: number;
  /** The layer that was selected then. */
  readonly at: string | null;
}

interface PlanDrawingProps extends FloorPlanProps {
  readonly plan: FloorPlanView;
  readonly pass: number;
  readonly hovered: string | null;
  readonly onHover: (layer: string | null) => void;
}

function PlanDrawing({ chip, plan, pass, selected, hovered, onHover }: PlanDrawingProps) {
  const id = useId();
  const isDark = useDarkTheme();
  const inPass = chip.layers.filter((layer) => layer.pass === pass);
  const current = inPass.findIndex(({ name }) => name === selected);
  const step = (event: KeyboardEvent) => {
    const next = nextIndex(event.key, current, inPass.length);
    const layer = next === null ? undefined : inPass[next];
    if (!layer) return;
    event.preventDefault();
    selectLayer(layer.name);
  };
  return (
    <svg
      className="floor-plan-drawing"
      viewBox={`-2 -2 ${plan.width * CELL + 4} ${plan.height * CELL + 4}`}
      role="listbox"
      aria-label={`Floor plan, ${chip.passes > 1 ? `pass ${pass} of ${chip.passes}` : 'all layers'}`}
      aria-activedescendant={current >= 0 ? `${id}-${current}` : undefined}
      tabIndex={0}
      onKeyDown={step}
    >
      {plan.blocks.map(({ kind, x, y, count }) => (
        <text key={kind} className="floor-plan-title" x={x * CELL} y={y * CELL - 6} aria-hidden>
          {BLOCK_NAMES[kind](count)}
        </text>
      ))}
      <g aria-hidden>
        {plan.cells
          .filter(({ layer }) => layer === null)
          .map((cell) => (
            <rect
              key={`${cell.x} ${cell.y}`}
              className="floor-plan-free"
              {...squareOf(cell, plan)}
            />
          ))}
      </g>
      {inPass.map((layer, i) => (
        <LayerCells
          key={layer.name}
          {...{ layer, plan, isDark }}
          id={`${id}-${i}`}
          share={shareOf(layer, chip)}
          number={chip.layers.indexOf(layer) + 1}
          isSelected={layer.name === selected}
          isHovered={layer.name === hovered}
          onHover={onHover}
        />
      ))}
    </svg>
  );
}

interface LayerCellsProps {
  readonly id: string;
  readonly layer: ChipLayerView;
  readonly plan: FloorPlanView;
  readonly isDark: boolean;
  /** Where in the network it is, 0 .. 1. */
  readonly share: number;
  /** As the list of layers counts it. */
  readonly number: number;
  readonly isSelected: boolean;
  readonly isHovered: boolean;
  readonly onHover: (layer: string | null) => void;
}

function LayerCells({ id, layer, plan, isDark, share, number, ...rest }: LayerCellsProps) {
  const { isSelected, isHovered, onHover } = rest;
  const fill = colourOf(share, isDark);
  const cells = plan.cells.filter((cell) => cell.layer === layer.name);
  return (
    <g
      id={id}
      role="option"
      aria-selected={isSelected}
      aria-label={`${layer.name}: ${groupsText(layer)}`}
      className="floor-plan-cells"
      data-hovered={isHovered || undefined}
      onClick={() => {
        selectLayer(layer.name);
      }}
      onPointerEnter={() => {
        onHover(layer.name);
      }}
      onPointerLeave={() => {
        onHover(null);
      }}
    >
      {cells.map((cell) => {
        const square = squareOf(cell, plan);
        return (
          <g key={`${cell.x} ${cell.y}`} aria-hidden>
            <rect {...square} fill={fill} />
            <text
              x={square.x + square.width / 2}
              y={square.y + square.height / 2}
              fill={inkOn(fill)}
              className="floor-plan-number"
            >
              {number}
            </text>
          </g>
        );
      })}
    </g>
  );
}

/** Earlier layers are lighter, with a little left at both ends: the first still stands out of the page. */
function shareOf(layer: ChipLayerView, { layers }: ChipView): number {
  return 0.15 + (0.7 * layers.indexOf(layer)) / Math.max(1, layers.length - 1);
}

function squareOf({ x, y, kind }: Cell, { blocks }: FloorPlanView) {
  const block = kind === 'HRC' ? blocks.find((other) => other.kind === 'HRC') : undefined;
  const inset = CELL - SQUARE;
  return {
    ...{ x: x * CELL, y: y * CELL, rx: 3 },
    width: (block?.columns ?? 1) * CELL - inset,
    height: (block?.rows ?? 1) * CELL - inset,
  };
}

/** Where a key leads in a list; null: nowhere. */
function nextIndex(key: string, current: number, count: number): number | null {
  switch (key) {
    case 'ArrowRight':
    case 'ArrowDown':
      return Math.min(current + 1, count - 1);
    case 'ArrowLeft':
    case 'ArrowUp':
      return Math.max(current - 1, 0);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}

interface PassesProps {
  readonly pass: number;
  readonly passes: number;
  readonly onTurn: (to: number) => void;
}

function Passes({ pass, passes, onTurn }: PassesProps) {
  return (
    <div className="floor-plan-passes" role="group" aria-label="Passes">
      <IconButton
        label="Previous pass"
        size="small"
        icon={<ChevronLeft />}
        disabled={pass === 1}
        onClick={() => {
          onTurn(pass - 1);
        }}
      />
      <span role="status">
        <Term id="pass">Pass</Term> {pass} of {passes}
      </span>
      <IconButton
        label="Next pass"
        size="small"
        icon={<ChevronRight />}
        disabled={pass === passes}
        onClick={() => {
          onTurn(pass + 1);
        }}
      />
    </div>
  );
}
