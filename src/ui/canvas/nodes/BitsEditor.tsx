import { Popover } from 'radix-ui';
import { useRef } from 'react';
import type { LayerView } from '../../../project/views/graphView.ts';
import {
  bitChoices,
  generalBits,
  layerBitChoices,
  overrideLayer,
} from '../../../store/actions/bits.ts';
import { enterStage } from '../../../store/actions/view.ts';
import { useStudio } from '../../../store/studioStore.ts';
import { Button, Choice, classNames } from '../../design/index.ts';
import { useGraph } from '../GraphContext.ts';
import { bitsOf, bitsText } from '../scene/labels.ts';
import './BitsEditor.css';

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
  const hardware = useStudio(({ plan }) => plan.settings.hardware);
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
  const options = layerBitChoices(layer, graph.blocks[0]?.name === name, bitChoices(hardware));
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

/** Bits of a row's weights (`w4`) or spikes (`a4`); a click or B opens the choice. */
export function BitsChip({ layer }: { readonly layer: LayerView }) {
  const { isKeras, ownBits, editBits } = useGraph();
  const isWeights = layer.role === 'neural';
  const bits = bitsOf(layer);
  if (bits === null && !(isKeras && (isWeights || isRelu(layer)))) return null;
  const isOwn = ownBits.has(layer.name);
  const what = bits === null ? 'float' : `${bits}-bit ${isWeights ? 'weights' : 'spikes'}`;
  const text = bitsText(layer) || 'float';
  const className = classNames(
    'bits-chip',
    isOwn && 'bits-chip-own',
    bits === null && 'bits-chip-float',
  );
  if (!isKeras) {
    return (
      <span className={className} title={what}>
        {text}
      </span>
    );
  }
  return (
    <button
      type="button"
      className={className}
      tabIndex={-1}
      data-bits
      aria-haspopup="dialog"
      aria-label={`${text}: ${bits === null ? 'bits' : what} of ${layer.name}`}
      title={`${what}${isOwn ? ', its own' : ''}. Press B to change`}
      onClick={({ currentTarget }) => {
        editBits(layer.name, currentTarget);
      }}
    >
      {text}
    </button>
  );
}

function isRelu({ role, className }: LayerView): boolean {
  return role === 'activation' && /relu/i.test(className);
}
