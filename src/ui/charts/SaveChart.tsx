import { ImageDown } from 'lucide-react';
import { saveFile } from '../../store/actions/download.ts';
import { Button, Popover } from '../design/index.ts';
import { standaloneSvg } from './standaloneSvg.ts';
import { svgToPng } from './svgToPng.ts';

export interface SaveChartProps {
  /** File name without ending. */
  readonly name: string;
  /** The drawing on the page; null while there is none. */
  readonly drawing: () => SVGSVGElement | null;
}

/** Saves a chart as a picture. */
export function SaveChart({ name, drawing }: SaveChartProps) {
  const save = async (format: 'svg' | 'png') => {
    const drawn = drawing();
    if (!drawn) return;
    const svg = standaloneSvg(drawn);
    const content =
      format === 'svg' ? new Blob([svg], { type: 'image/svg+xml' }) : await svgToPng(svg);
    saveFile(`${name}.${format}`, content);
  };
  return (
    <Popover
      label="Save the chart"
      side="left"
      trigger={
        <Button
          kind="quiet"
          size="small"
          className="icon-button chart-save"
          aria-label={`Save the chart ${name}`}
          icon={<ImageDown />}
        />
      }
    >
      <div className="chart-formats">
        <Button size="small" onClick={() => void save('svg')}>
          SVG
        </Button>
        <Button size="small" onClick={() => void save('png')}>
          PNG
        </Button>
      </div>
    </Popover>
  );
}
