import { Popover } from 'radix-ui';
import { useRef } from 'react';
import { generalBits, overrideLayer } from '../../../store/actions/overrideLayer.ts';
import { enterStage } from '../../../store/actions/view.ts';
import { useStudio } from '../../../store/studioStore.ts';
import { Button, Choice } from '../../design/index.ts';
import { bitsOf } from '../scene/bitsOf.ts';
import './BitsEditor.css';

/** What can be converted; only pixels meet weights of 8 bits. The chip's own limits show as problems. */
const BITS = [1, 2, 4] as const;
const FIRST_BITS = [1, 2, 4, 8] as const;

/** Which layer's bits are being chosen, and the chip that was pressed. */
export interface BitsEdit {
  readonly layer: string;
  readonly chip: HTMLElement;
}

/** The choice of one layer's bits, beside its chip. One for the whole graph: a popover a row would be slow. */
export function BitsEditor({
  edit,
  onClose,
}: {
  readonly edit: BitsEdit | null;
  readonly onClose: () => void;
}) {
  const anchor = useRef<HTMLElement | null>(null);
  anchor.current = edit?.chip ?? null;
  if (!edit) return null;
  return (
    <Popover.Root
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
    >
      <Popover.Anchor virtualRef={anchor} />
      <Popover.Portal>
        <Popover.Content
          className="popover bits-popover"
          aria-label={`Bits of ${edit.layer}`}
          sideOffset={6}
          collisionPadding={8}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            edit.chip.closest('li')?.querySelector<HTMLElement>('[data-stop]')?.focus();
          }}
        >
          <Choices name={edit.layer} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function Choices({ name }: { readonly name: string }) {
  const graph = useStudio(({ derived }) => derived?.graph);
  const general = useStudio(({ plan, derived }) => plan.settings.bits ?? derived?.bits ?? null);
  const own = useStudio(({ plan }) => plan.settings.layers[name]);
  const layer = graph?.layers.find((other) => other.name === name);
  if (!general || !graph || !layer) {
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
  const bits = bitsOf(layer);
  const usual = generalBits(graph.layers, layer, general);
  const what = layer.role === 'neural' ? 'weights' : 'spikes';
  const options = graph.blocks[0]?.name === name ? FIRST_BITS : BITS;
  return (
    <>
      <p className="bits-popover-title">
        Bits of the {what} of <span className="code">{name}</span>
      </p>
      <Choice
        label={`Bits of the ${what}`}
        value={String(bits ?? 0)}
        options={options.map((option) => ({ id: String(option), label: String(option) }))}
        onChange={(id) => {
          overrideLayer(layer, { ...own, bits: Number(id) });
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
