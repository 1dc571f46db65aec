import { Cpu } from 'lucide-react';
import { useState } from 'react';
import { enterStage } from '../../store/actions/view.ts';
import { useStudio } from '../../store/studioStore.ts';
import { Button, Choice, EmptyState } from '../design/index.ts';
import { ChipComparison } from './ChipComparison.tsx';
import './ChipPanel.css';
import { leftOutText } from './chipWords.ts';
import { FloorPlan } from './FloorPlan.tsx';
import { LayerBars } from './LayerBars.tsx';
import { Sparser } from './Sparser.tsx';
import { useChip, useSelectedOnChip } from './useChip.ts';

const VIEWS = [
  { id: 'layers', label: 'Layers' },
  { id: 'chips', label: 'Two chips' },
  { id: 'sparser', label: 'Sparser' },
] as const;

/** The chip with the network on it: floor plan, layers, another chip. */
export default function ChipPanel() {
  const state = useChip();
  const selected = useSelectedOnChip();
  const [view, setView] = useState<(typeof VIEWS)[number]['id']>('layers');
  if (!state) return <NoChip />;
  const { chip, cost, costs, from, isEarlier } = state;
  const sparser = costs?.sparser;
  return (
    <div className="chip-panel">
      <FloorPlan chip={chip} selected={selected} />
      <div className="chip-panel-views">
        <header className="chip-panel-head">
          <Choice label="What to show" value={view} options={VIEWS} onChange={setView} />
          <p className="chip-panel-basis">
            {from && cost
              ? `Estimated from the events of ${from.on}${isEarlier ? ', counted with other settings' : ''}. ${leftOutText(cost) ?? ''}`
              : 'Run an input under Simulate: time and energy follow from its events.'}
          </p>
        </header>
        {view === 'layers' && <LayerBars chip={chip} cost={cost} selected={selected} />}
        {view === 'chips' && costs?.beside && (
          <ChipComparison own={{ chip, cost }} beside={costs.beside} />
        )}
        {view === 'sparser' && <Sparser cost={cost} sparser={sparser ?? null} />}
      </div>
    </div>
  );
}

function NoChip() {
  const isConverted = useStudio(({ derived }) => derived?.converted !== null);
  return (
    <EmptyState
      icon={<Cpu />}
      title={isConverted ? 'No chip to lie on' : 'The model does not convert yet'}
      action={
        <Button
          onClick={() => {
            enterStage('quantize');
          }}
        >
          Go to Quantize
        </Button>
      }
    >
      {isConverted
        ? 'Choose a chip whose processors are known, under Quantize.'
        : 'A chip takes the converted network. Choose bits under Quantize first.'}
    </EmptyState>
  );
}
