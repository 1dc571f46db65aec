import type { LayerView } from '../../../project/views/graphView.ts';
import { classNames } from '../../design/index.ts';
import { bitsOf, bitsText } from '../scene/bitsOf.ts';
import { useGraph } from '../GraphContext.ts';
import './BitsChip.css';

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
