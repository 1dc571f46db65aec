import { formatShape } from '../../core/tensor/tensor.ts';
import type { LayerView } from '../../worker/graphView.ts';
import { defineInspectorSection } from './define.ts';

/** Type, shape, parameters and bits of the layer. */
export const overviewSection = defineInspectorSection({
  id: 'overview',
  title: 'Layer',
  Content: Overview,
});

function Overview({ layer }: { readonly layer: LayerView }) {
  return (
    <>
      {layer.doc !== null && <p className="inspector-doc">{layer.doc}</p>}
      <dl className="facts">
        <dt>Type</dt>
        <dd className="code">{layer.className}</dd>
        <dt>Output shape</dt>
        <dd className="code">
          {layer.outputShape === null ? 'not known' : formatShape(layer.outputShape)}
        </dd>
        <dt>Parameters</dt>
        <dd className="code">{layer.parameters.toLocaleString('en')}</dd>
        {layer.weightBits !== null && (
          <>
            <dt>Weight bits</dt>
            <dd className="code">{layer.weightBits}</dd>
          </>
        )}
        {layer.activationBits !== null && (
          <>
            <dt>Activation bits</dt>
            <dd className="code">{layer.activationBits}</dd>
          </>
        )}
        {layer.weights.map(({ name, shape }) => (
          <FactPair key={name} name={name} value={formatShape(shape)} />
        ))}
      </dl>
    </>
  );
}

function FactPair({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <>
      <dt className="code">{name}</dt>
      <dd className="code">{value}</dd>
    </>
  );
}
