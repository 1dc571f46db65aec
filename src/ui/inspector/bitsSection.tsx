import { RotateCcw } from 'lucide-react';
import { weightQuantizers } from '../../core/quantizers/index.ts';
import {
  bitChoices,
  layerBitChoices,
  overrideLayer,
  resetLayers,
} from '../../store/actions/bits.ts';
import { enterStage } from '../../store/actions/view.ts';
import { useStudio } from '../../store/studioStore.ts';
import type { LayerView } from '../../project/views/graphView.ts';
import { Button, Choice, Field, NumberField, Select, Term } from '../design/index.ts';
import { quantizerOptions } from '../quantize/QuantizerField.tsx';
import { defineInspectorSection } from './define.ts';

const AS_MODEL = 'as-model';

/** Bits and quantizer of the layer. */
export const bitsSection = defineInspectorSection({
  id: 'bits',
  title: 'Bits',
  shows: ({ role }) => role === 'neural' || role === 'activation',
  Content: Bits,
});

function Bits({ layer }: { readonly layer: LayerView }) {
  const isKeras = useStudio(({ model }) => model?.kind === 'keras');
  const modelBits = useStudio(({ derived }) => derived?.bits ?? null);
  if (!isKeras) return <FixedBits layer={layer} />;
  if (!modelBits) {
    return (
      <>
        <p className="inspector-none">In float. Choose bits for the model first.</p>
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
  return <Editor layer={layer} />;
}

function Editor({ layer }: { readonly layer: LayerView }) {
  const own = useStudio(({ plan }) => plan.settings.layers[layer.name]);
  const isFirst = useStudio(({ derived }) => derived?.graph.blocks[0]?.name === layer.name);
  const isNeural = layer.role === 'neural';
  const value = isNeural ? layer.weightBits : layer.activationBits;
  const hardware = useStudio(({ plan }) => plan.settings.hardware);
  const choices = layerBitChoices(layer, isFirst, bitChoices(hardware));
  return (
    <div className="bits-editor">
      <Field label={isNeural ? 'Weights' : <Term id="spike">Output</Term>}>
        <Choice
          label={isNeural ? 'Weight bits' : 'Activation bits'}
          value={value === null ? '' : String(value)}
          options={choices.map((bits) => ({ id: String(bits), label: String(bits) }))}
          onChange={(id) => {
            overrideLayer(layer, { ...own, bits: Number(id) });
          }}
        />
      </Field>
      {isNeural && <QuantizerEditor layer={layer} />}
      {own && (
        <Button
          kind="quiet"
          size="small"
          icon={<RotateCcw />}
          onClick={() => {
            resetLayers([layer.name]);
          }}
        >
          As the model
        </Button>
      )}
    </div>
  );
}

function QuantizerEditor({ layer }: { readonly layer: LayerView }) {
  const own = useStudio(({ plan }) => plan.settings.layers[layer.name]);
  const bits = layer.weightBits;
  const quantizer = weightQuantizers.find(({ className }) => className === own?.quantizer);
  return (
    <>
      <Field label={<Term id="quantizer">Quantizer</Term>} note={quantizer?.doc}>
        <Select
          label="Quantizer"
          value={own?.quantizer ?? AS_MODEL}
          options={[
            { id: AS_MODEL, label: 'As the model' },
            ...quantizerOptions(bits === null ? null : { inputWeightBits: bits, weightBits: bits }),
          ]}
          onChange={(id) => {
            const { bits: kept } = own ?? {};
            const rest = kept === undefined ? {} : { bits: kept };
            overrideLayer(layer, id === AS_MODEL ? rest : { ...rest, quantizer: id });
          }}
        />
      </Field>
      {quantizer?.threshold !== undefined && (
        <Field label="Standard deviations" note="What lies further out is cut.">
          <NumberField
            label="Standard deviations"
            value={own?.threshold ?? quantizer.threshold}
            refuse={(number) => (number > 0 ? null : 'Above 0.')}
            onChange={(threshold) => {
              overrideLayer(layer, { ...own, threshold });
            }}
          />
        </Field>
      )}
    </>
  );
}

function FixedBits({ layer }: { readonly layer: LayerView }) {
  return (
    <dl className="facts">
      {layer.weightBits !== null && (
        <>
          <dt>Weights</dt>
          <dd className="code">{layer.weightBits}</dd>
        </>
      )}
      {layer.activationBits !== null && (
        <>
          <dt>Spikes</dt>
          <dd className="code">{layer.activationBits}</dd>
        </>
      )}
    </dl>
  );
}
