import type { LayerView } from '../../worker/graphView.ts';
import { defineInspectorSection } from './define.ts';

/** The layer's configuration as the file holds it. */
export const configSection = defineInspectorSection({
  id: 'config',
  title: 'Configuration in the file',
  shows: (layer) => Object.keys(layer.config).length > 0,
  Content: Config,
});

function Config({ layer }: { readonly layer: LayerView }) {
  return (
    <dl className="facts">
      {Object.entries(layer.config).map(([key, value]) => (
        <div key={key} className="facts-row">
          <dt className="code">{key}</dt>
          <dd className="code">{JSON.stringify(value)}</dd>
        </div>
      ))}
    </dl>
  );
}
