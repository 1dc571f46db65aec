import type { ReactNode } from 'react';
import type { CustomChip } from '../../core/targets/custom.ts';
import { targets } from '../../core/targets/index.ts';
import { setBesideChip } from '../../store/actions/chip.ts';
import { NumberField, Toggle } from '../design/index.ts';
import './OwnChip.css';

/** Two nodes of four processors, the smallest that is offered: a place to begin. */
export const FIRST_OWN: CustomChip = {
  name: 'Own chip',
  processors: { CNP1: 8, FNP2: 1, FNP3: 1 },
  severalPasses: true,
};

/** Of the chip whose costs count where nothing else is said. */
const BASE_MEGAHERTZ = targets.akd1000.megahertz?.value ?? 1;
/** More than any chip has. */
const MOST = 4096;
const MOST_MEGAHERTZ = 100_000;

/** The size of a chip of one's own: Akida 1.0 is licensed in any. */
export function OwnChip({ chip }: { readonly chip: CustomChip }) {
  const { processors, megahertz, severalPasses = false } = chip;
  const { CNP1, FNP2, FNP3 } = processors;
  const set = (change: Partial<CustomChip>) => {
    setBesideChip({ ...chip, ...change });
  };
  const setProcessors = (change: Partial<CustomChip['processors']>) => {
    set({ processors: { ...processors, ...change } });
  };
  const whole = (least: number, most: number) => (value: number) =>
    Number.isInteger(value) && value >= least && value <= most
      ? null
      : `A whole number from ${least} to ${most}.`;
  return (
    <div className="own-chip" role="group" aria-label="Own chip">
      <Part label="Processors">
        <NumberField
          label="Processors"
          value={CNP1}
          refuse={whole(Math.max(1, FNP2 + FNP3), MOST)}
          onChange={(value) => {
            setProcessors({ CNP1: value });
          }}
        />
      </Part>
      <Part label="of these FNP3">
        <NumberField
          label="Of these FNP3: they take a dense layer with its weights"
          value={FNP3}
          refuse={whole(0, CNP1 - FNP2)}
          onChange={(value) => {
            setProcessors({ FNP3: value });
          }}
        />
      </Part>
      <Part label="and FNP2">
        <NumberField
          label="Of these FNP2: they take a dense layer whose weights lie outside"
          value={FNP2}
          refuse={whole(0, CNP1 - FNP3)}
          onChange={(value) => {
            setProcessors({ FNP2: value });
          }}
        />
      </Part>
      <Part label="MHz">
        <NumberField
          label="Clock in MHz"
          value={megahertz ?? BASE_MEGAHERTZ}
          refuse={(value) => (value >= 1 && value <= MOST_MEGAHERTZ ? null : 'At least 1.')}
          onChange={(value) => {
            set({ megahertz: value });
          }}
        />
      </Part>
      <Toggle
        label="Several passes"
        term="pass"
        checked={severalPasses}
        onChange={(checked) => {
          set({ severalPasses: checked });
        }}
      />
    </div>
  );
}

function Part({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="own-chip-part">
      <span aria-hidden>{label}</span>
      {children}
    </div>
  );
}
