import { Popover } from 'radix-ui';
import { useState } from 'react';
import { bitsOf, changeLayerBits, generalBits } from '../../../store/actions/layerBits.ts';
import { enterStage } from '../../../store/actions/view.ts';
import { useStudio } from '../../../store/studioStore.ts';
import type { LayerView } from '../../../worker/graphView.ts';
import { Button, Choice, classNames } from '../../design/index.ts';
import './BitsChip.css';

/** What the file format holds. The chip's own limits show as problems. */
const WEIGHT_BITS = [8, 4, 2, 1] as const;
const SPIKE_BITS = [4, 2, 1] as const;

/** Bits of a row's weights (`w4`) or spikes (`a4`); a click or B opens the choice. */
export function BitsChip({ layer }: { readonly layer: LayerView }) {
  const isWeights = layer.role === 'neural';
  const isKeras = useStudio(({ model }) => model?.kind === 'keras');
  const isOwn = useStudio(({ plan }) => plan.settings.layers[layer.name]?.bits !== undefined);
  const [open, setOpen] = useState(false);
  const bits = bitsOf(layer);
  if (bits === null && !(isKeras && (isWeights || isRelu(layer)))) return null;
  const letter = isWeights ? 'w' : 'a';
  const what = isWeights ? 'weights' : 'spikes';
  const text = bits === null ? 'float' : `${letter}${bits}`;
  const className = classNames(
    'bits-chip',
    isOwn && 'bits-chip-own',
    bits === null && 'bits-chip-float',
  );
  if (!isKeras) {
    return (
      <span className={className} title={`${bits ?? ''}-bit ${what}`}>
        {text}
      </span>
    );
  }
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger asChild>
        <button
          type="button"
          className={className}
          tabIndex={-1}
          data-bits
          aria-label={`Bits of ${layer.name}: ${bits === null ? 'float' : `${bits}-bit ${what}`}`}
          title={isOwn ? 'Bits of its own; press B to change' : 'Press B to change'}
        >
          {text}
        </button>
      </Popover.Trigger>
      {open && (
        <Popover.Portal>
          <Popover.Content
            className="popover bits-popover"
            aria-label={`Bits of ${layer.name}`}
            sideOffset={6}
            collisionPadding={8}
          >
            <BitsEditor layer={layer} bits={bits} what={what} />
          </Popover.Content>
        </Popover.Portal>
      )}
    </Popover.Root>
  );
}

function BitsEditor({
  layer,
  bits,
  what,
}: {
  readonly layer: LayerView;
  readonly bits: number | null;
  readonly what: string;
}) {
  const graph = useStudio(({ derived }) => derived?.graph);
  const general = useStudio(({ plan, derived }) => plan.settings.bits ?? derived?.bits ?? null);
  if (!general || !graph) {
    return (
      <>
        <p>The model is in float. Choose bits for the whole model first, then for single layers.</p>
        <Button
          size="small"
          onClick={() => {
            enterStage('quantize');
          }}
        >
          Choose bits
        </Button>
      </>
    );
  }
  const usual = generalBits(graph, layer, general);
  const options = layer.role === 'neural' ? WEIGHT_BITS : SPIKE_BITS;
  return (
    <>
      <p className="bits-popover-title">
        <span className="code">{layer.name}</span>: bits of its {what}
      </p>
      <Choice
        label={`Bits of the ${what}`}
        value={String(bits ?? 0)}
        options={options.map((option) => ({ id: String(option), label: String(option) }))}
        onChange={(id) => {
          changeLayerBits(layer, Number(id));
        }}
      />
      <p className="bits-popover-note">
        {bits === usual
          ? 'As the model\u2019s settings say.'
          : `The model\u2019s settings say ${usual}.`}
      </p>
    </>
  );
}

function isRelu({ role, className }: LayerView): boolean {
  return role === 'activation' && /relu/i.test(className);
}
