import { Popover } from 'radix-ui';
import { useRef } from 'react';
import { bitsOf, changeLayerBits, generalBits } from '../../../store/actions/layerBits.ts';
import { enterStage } from '../../../store/actions/view.ts';
import { useStudio } from '../../../store/studioStore.ts';
import { Button, Choice } from '../../design/index.ts';
import './BitsEditor.css';

/** What the file format holds. The chip's own limits show as problems. */
const WEIGHT_BITS = [8, 4, 2, 1] as const;
const SPIKE_BITS = [4, 2, 1] as const;

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
          className="popover bits-editor"
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
  const usual = generalBits(graph, layer, general);
  const what = layer.role === 'neural' ? 'weights' : 'spikes';
  const options = layer.role === 'neural' ? WEIGHT_BITS : SPIKE_BITS;
  return (
    <>
      <p className="bits-editor-title">
        Bits of the {what} of <span className="code">{name}</span>
      </p>
      <Choice
        label={`Bits of the ${what}`}
        value={String(bits ?? 0)}
        options={options.map((option) => ({ id: String(option), label: String(option) }))}
        onChange={(id) => {
          changeLayerBits(layer, Number(id));
        }}
      />
      <p className="bits-editor-note">
        {bits === usual
          ? 'As the model\u2019s settings say.'
          : `The model\u2019s settings say ${usual}.`}
      </p>
    </>
  );
}
