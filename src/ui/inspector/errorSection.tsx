import { Gauge } from 'lucide-react';
import { useStudio } from '../../store/studioStore.ts';
import type { LayerView } from '../../project/views/graphView.ts';
import { Button, ProgressBar, Term } from '../design/index.ts';
import { defineInspectorSection } from './define.ts';
import { formatDecibels, formatPercent } from '../design/format.ts';
import { measureError } from '../../store/actions/inspector.ts';

/** What quantization does to the output of the layer's block. */
export const errorSection = defineInspectorSection({
  id: 'error',
  title: 'Quantization error',
  shows: ({ role }, details) => role === 'neural' && Boolean(details?.converted),
  Content: QuantizationErrorContent,
});

function QuantizationErrorContent({ layer }: { readonly layer: LayerView }) {
  const isKeras = useStudio(({ model }) => model?.kind === 'keras');
  const measured = useStudio(({ quantizationError, plan }) =>
    quantizationError?.plan === plan ? quantizationError : null,
  );
  const busy = useStudio((state) => state.measuringError);
  if (!isKeras) return <p className="inspector-none">Known for Keras models in float only.</p>;
  if (busy) return <ProgressBar label="Measuring the quantization error" fraction={null} />;
  const found = measured?.layers.find(({ name }) => name === layer.name);
  if (!measured || !found) {
    return (
      <>
        <p className="inspector-none">Not measured with these settings.</p>
        <Button size="small" icon={<Gauge />} onClick={() => void measureError()}>
          Measure on sample inputs
        </Button>
      </>
    );
  }
  return (
    <>
      <dl className="facts">
        <dt>
          <Term id="sqnr">SQNR</Term>
        </dt>
        <dd className="code">{formatDecibels(found.sqnr)}</dd>
        <dt>Relative error</dt>
        <dd className="code">{formatPercent(found.relativeError)}</dd>
      </dl>
      <p className="inspector-note">
        At the end of the block, errors of the layers before included; on {measured.samples}.
      </p>
    </>
  );
}
