import type { GraphView } from '../../project/views/graphView.ts';
import { changeSettings } from '../../store/actions/plan.ts';
import { answerScaling } from '../../store/outcome/answerScaling.ts';
import { useStudio } from '../../store/studioStore.ts';
import { Button, Choice, Field, NumberField, Term } from '../design/index.ts';

const examples = [
  { name: '0 to 1', scaling: { scale: 255, shift: 0 } },
  { name: '-1 to 1', scaling: { scale: 128, shift: 128 } },
  { name: '0 to 255', scaling: { scale: 1, shift: 0 } },
] as const;

/** What comes in: pixels or events, and how pixels relate to what the model was trained on. */
export function InputFields() {
  const inputKind = useStudio(({ plan }) => plan.settings.inputKind);
  return (
    <>
      <Field
        label="Input"
        note={
          inputKind === 'image'
            ? 'Pixels of 8 bits go into the first convolution.'
            : 'Spikes of 4 bits (0 to 15), mostly zeros, as an event camera gives.'
        }
      >
        <Choice
          label="Input"
          value={inputKind}
          options={[
            { id: 'image', label: 'Image' },
            { id: 'sparse', label: 'Sparse' },
          ]}
          onChange={(id) => {
            changeSettings(id === 'image' ? 'Image input' : 'Sparse input', { inputKind: id });
          }}
        />
      </Field>
      <ScalingField />
    </>
  );
}

function ScalingField() {
  const asked = useStudio(({ plan }) => plan.settings.inputScaling);
  const inputKind = useStudio(({ plan }) => plan.settings.inputKind);
  const graph = useStudio(({ derived }) => derived?.graph);
  const rescaling = graph ? rescalingOf(graph) : null;
  const label = <Term id="input scaling">Input scaling</Term>;
  if (rescaling && !asked) {
    return (
      <Field
        label={label}
        note={
          <>
            Read from the layer <span className="code">{rescaling.layer}</span>.
          </>
        }
      >
        <p className="scaling-formula code">
          pixel = {rounded(rescaling.scale)} {'\u00d7'} value + {rounded(rescaling.shift)}
        </p>
      </Field>
    );
  }
  const { scale, shift } = asked ?? { scale: 1, shift: 0 };
  const set = (next: { readonly scale: number; readonly shift: number }) => {
    answerScaling([next.scale, next.shift]);
  };
  return (
    <Field
      label={label}
      note="The model was trained on values; the chip gets whole pixels from 0 to 255."
    >
      <div className="scaling">
        <span className="code">pixel =</span>
        <NumberField
          label="Scale"
          value={scale}
          refuse={(value) => (value > 0 ? null : 'Above 0.')}
          onChange={(value) => {
            set({ scale: value, shift });
          }}
        />
        <span className="code">{'\u00d7'} value +</span>
        <NumberField
          label="Shift"
          value={shift}
          disabled={inputKind === 'sparse'}
          onChange={(value) => {
            set({ scale, shift: value });
          }}
        />
      </div>
      <div className="scaling-examples">
        {examples.map((example) => (
          <Button
            key={example.name}
            kind="quiet"
            size="small"
            onClick={() => {
              set(example.scaling);
            }}
          >
            {example.name}
          </Button>
        ))}
      </div>
    </Field>
  );
}

function rounded(value: number): string {
  return String(Math.round(value * 1e4) / 1e4);
}

/** The input scaling that a Rescaling layer stands for. */
interface ReadScaling {
  readonly layer: string;
  readonly scale: number;
  readonly shift: number;
}

/**
 * Reads the scaling from a model's Rescaling layer, y = x * scale + offset: (1 / scale, -offset / scale).
 * Null without such a layer, or with one factor per channel, which the chip cannot hold.
 */
export function rescalingOf({ layers }: GraphView): ReadScaling | null {
  const found = layers.find(({ role }) => role === 'rescaling');
  const { scale, offset = 0 } = found?.config ?? {};
  if (!found || typeof scale !== 'number' || typeof offset !== 'number') return null;
  return { layer: found.name, scale: 1 / scale, shift: offset === 0 ? 0 : -offset / scale };
}
