import type { ReactNode } from 'react';
import { formatShape } from '../../core/tensor/tensor.ts';
import { useStudio } from '../../store/studioStore.ts';
import type { BlockView, LayerView } from '../../project/views/graphView.ts';
import { Term } from '../design/index.ts';
import { defineInspectorSection, useDetails } from './define.ts';

/** What the layer computes, what conversion makes of it, and its shapes. */
export const overviewSection = defineInspectorSection({
  id: 'overview',
  title: 'Layer',
  Content: Overview,
});

function Overview({ layer }: { readonly layer: LayerView }) {
  const details = useDetails();
  const isKeras = useStudio(({ model }) => model?.kind === 'keras');
  const block = useStudio(({ derived }) =>
    derived?.graph.blocks.find(({ layers }) => layers.includes(layer.name)),
  );
  return (
    <>
      {layer.doc !== null && <p className="inspector-doc">{layer.doc}</p>}
      {isKeras && <p className="inspector-doc">{roleText(layer, block)}</p>}
      <dl className="facts">
        {details?.inputShapes.map((shape, i) => (
          <Fact key={i} name={i === 0 ? 'Input' : `Input ${i + 1}`}>
            {shape === null ? 'not known' : formatShape(shape)}
          </Fact>
        ))}
        <Fact name="Output">
          {layer.outputShape === null ? 'not known' : formatShape(layer.outputShape)}
        </Fact>
        <Fact name="Parameters">{layer.parameters.toLocaleString('en')}</Fact>
        {layer.weights.map(({ name, shape }) => (
          <Fact key={name} name={name}>
            {formatShape(shape)}
          </Fact>
        ))}
        {layer.inputs.length > 1 && <Fact name="Reads from">{layer.inputs.join(', ')}</Fact>}
        {layer.scope.length > 0 && <Fact name="Inside">{layer.scope.join(' / ')}</Fact>}
      </dl>
    </>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd className="code">{children}</dd>
    </>
  );
}

/** What becomes of a Keras layer, in one sentence. */
function roleText(layer: LayerView, block: BlockView | undefined): ReactNode {
  if (!block) {
    return layer.fate === 'dropped'
      ? 'Conversion leaves it out: it does nothing at inference.'
      : 'It joins no block, so it does not convert as it stands.';
  }
  const name = <span className="code">{block.name}</span>;
  if (layer.role === 'neural') {
    return (
      <>
        Starts a <Term id="block">block</Term> and becomes a{' '}
        <span className="code">{block.kind}</span> layer on the chip.
      </>
    );
  }
  if (layer.fate === 'folds') return <>Folds into {name}: no layer of its own on the chip.</>;
  if (layer.fate === 'dropped')
    return 'Conversion leaves it out: it does not change the highest output.';
  if (layer.role === 'activation') {
    return (
      <>
        Turns the <Term id="potential">potentials</Term> of {name} into{' '}
        <Term id="spike">spikes</Term>.
      </>
    );
  }
  if (layer.role === 'input') return <>The input of {name}.</>;
  return <>Part of {name} on the chip.</>;
}
