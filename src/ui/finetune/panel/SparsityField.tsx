import type { Sparsity, SparsityKind } from '../../../core/qat/sparsity.ts';
import { changeTraining } from '../../../store/actions/training.ts';
import { useStudio } from '../../../store/studioStore.ts';
import { Choice, Field, NumberField, Toggle } from '../../design/index.ts';

/** Where to begin, and what the vendor trains its own models with. @source docs/reference/cost-model.md#training-for-fewer-events */
const KINDS: Readonly<
  Record<SparsityKind, { readonly start: number; readonly label: string; readonly note: string }>
> = {
  hoyer: {
    start: 1e-5,
    label: 'Few (Hoyer)',
    note: 'What one event of an image adds to the loss. Raise it while the accuracy holds. The vendor\u2019s keyword network: 2.6e-5 in float, 1.6e-3 quantized.',
  },
  l1: {
    start: 1e-6,
    label: 'Small (L1)',
    note: 'What the sum of all activations of an image adds to the loss, times this. The vendor\u2019s heartbeat network: 2e-7.',
  },
};

/** A charge for every event: accuracy against speed. */
export function SparsityField() {
  const sparsity = useStudio(({ training }) => training.sparsity ?? null);
  const set = (next: Sparsity | null) => {
    changeTraining({ sparsity: next });
  };
  return (
    <section className="sparsity" aria-label="Fewer events">
      <Toggle
        label="Train for fewer events"
        term="sparsity term"
        checked={sparsity !== null}
        onChange={(checked) => {
          set(checked ? { kind: 'hoyer', weight: KINDS.hoyer.start } : null);
        }}
      />
      {sparsity && <Charge sparsity={sparsity} set={set} />}
    </section>
  );
}

interface ChargeProps {
  readonly sparsity: Sparsity;
  readonly set: (sparsity: Sparsity) => void;
}

function Charge({ sparsity: { kind, weight }, set }: ChargeProps) {
  return (
    <>
      <Field label="Activations become">
        <Choice
          label="Activations become"
          value={kind}
          options={(['hoyer', 'l1'] as const).map((id) => ({ id, label: KINDS[id].label }))}
          onChange={(id) => {
            if (id !== kind) set({ kind: id, weight: KINDS[id].start });
          }}
        />
      </Field>
      <Field label="Weight" note={KINDS[kind].note}>
        <NumberField
          label="Weight of the charge"
          value={weight}
          refuse={(value) => (value > 0 ? null : 'Above 0.')}
          onChange={(value) => {
            set({ kind, weight: value });
          }}
        />
      </Field>
    </>
  );
}
