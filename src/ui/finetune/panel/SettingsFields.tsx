import { changeTraining } from '../../../store/actions/training.ts';
import { enterStage } from '../../../store/actions/view.ts';
import { useStudio } from '../../../store/studioStore.ts';
import { bitsText } from '../../../store/actions/bits.ts';
import type { TrainingSettings } from '../../../project/training/request.ts';
import { Button, Choice, Field, NumberField, Select, Term, Toggle } from '../../design/index.ts';

/** What is trained and how: the few settings that matter, and the rest behind them. */
export function SettingsFields() {
  const training = useStudio((state) => state.training);
  return (
    <>
      <Field
        label={<Term id="chip-exact training">What the training sees</Term>}
        note={
          training.mode === 'chip'
            ? 'The network of whole numbers that the chip will run: nothing is lost afterwards.'
            : 'Float steps, as cnn2snn trains in TensorFlow; the chip may differ a little.'
        }
      >
        <Choice
          label="What the training sees"
          value={training.mode}
          options={[
            { id: 'chip', label: 'The chip' },
            { id: 'toolkit', label: 'The toolkit' },
          ]}
          onChange={(mode) => {
            changeTraining({ mode });
          }}
        />
      </Field>
      {!training.recipe && <BitsLine />}
      <div className="finetune-numbers">
        {!training.recipe && (
          <Field label={<Term id="epoch">Epochs</Term>}>
            <WholeNumber label="Epochs" name="epochs" value={training.epochs} />
          </Field>
        )}
        <Field label="Learning rate">
          <NumberField
            label="Learning rate"
            value={training.learningRate}
            refuse={(value) => (value > 0 ? null : 'Above 0.')}
            onChange={(learningRate) => {
              changeTraining({ learningRate });
            }}
          />
        </Field>
        <Field label="Batch size">
          <WholeNumber label="Batch size" name="batchSize" value={training.batchSize} />
        </Field>
      </div>
      <MoreSettings training={training} />
    </>
  );
}

function BitsLine() {
  const text = useStudio(bitsText);
  return (
    <div className="finetune-bits">
      <Term id="bits">Bits</Term>
      <strong className="code">{text ?? 'float'}</strong>
      <Button
        kind="quiet"
        size="small"
        onClick={() => {
          enterStage('quantize');
        }}
      >
        Change
      </Button>
    </div>
  );
}

function MoreSettings({ training }: { readonly training: TrainingSettings }) {
  const hasTeacher = useStudio(({ plan }) => plan.settings.bits !== null);
  const isChanged = useStudio(({ derived }) => derived?.isChanged === true);
  const hasTestSet = useStudio(
    ({ trainingData: data }) => data.status === 'open' && data.summary.testCount !== null,
  );
  return (
    <details className="finetune-more">
      <summary>More settings</summary>
      <div className="finetune-more-body">
        <Field label="Optimizer">
          <Select
            label="Optimizer"
            value={training.optimizer}
            options={[
              { id: 'adam', label: 'Adam' },
              { id: 'sgd', label: 'SGD' },
              { id: 'sgd-momentum', label: 'SGD with momentum' },
            ]}
            onChange={(optimizer) => {
              changeTraining({ optimizer });
            }}
          />
        </Field>
        <Field label="Learning rate over time">
          <Select
            label="Learning rate over time"
            value={training.schedule}
            options={[
              { id: 'cosine', label: 'Down to zero (cosine)' },
              { id: 'step', label: 'A tenth after each third' },
              { id: 'constant', label: 'Constant' },
            ]}
            onChange={(schedule) => {
              changeTraining({ schedule });
            }}
          />
        </Field>
        <Field
          label="Images set aside to validate"
          note="Of every class. The epoch that does best on them is kept."
        >
          <ShareSelect
            label="Images set aside to validate"
            value={training.validationShare}
            onChange={(validationShare) => {
              changeTraining({ validationShare });
            }}
          />
        </Field>
        <Field
          label="Images set aside to test"
          note={
            hasTestSet
              ? 'None: these data have test images of their own.'
              : 'Of every class. They judge the model after training, which never sees them.'
          }
        >
          <ShareSelect
            label="Images set aside to test"
            value={hasTestSet ? 0 : training.testShare}
            disabled={hasTestSet}
            onChange={(testShare) => {
              changeTraining({ testShare });
            }}
          />
        </Field>
        <Toggle
          label="Stop early, after 3 epochs without gain"
          checked={training.patience !== null}
          onChange={(checked) => {
            changeTraining({ patience: checked ? 3 : null });
          }}
        />
        <Toggle
          label={`Learn from the ${isChanged ? 'original' : 'float'} model too`}
          term="distillation"
          checked={training.distillation && hasTeacher}
          disabled={!hasTeacher}
          onChange={(distillation) => {
            changeTraining({ distillation });
          }}
        />
        <Toggle
          label="Mirror images left to right"
          checked={training.flip}
          onChange={(flip) => {
            changeTraining({ flip });
          }}
        />
        <Field label="Shift images by up to">
          <Select
            label="Shift images by up to"
            value={String(training.shift)}
            options={['0', '1', '2', '4', '8'].map((id) => ({
              id,
              label: id === '0' ? 'not at all' : `${id} pixel${id === '1' ? '' : 's'}`,
            }))}
            onChange={(id) => {
              changeTraining({ shift: Number(id) });
            }}
          />
        </Field>
        <Field
          label="Runs on"
          note="Automatic takes a real GPU that computes with 32 bits, else WebAssembly."
        >
          <Select
            label="Runs on"
            value={training.backend}
            options={[
              { id: 'auto', label: 'Automatic' },
              { id: 'webgl', label: 'GPU (WebGL)' },
              { id: 'wasm', label: 'WebAssembly' },
              { id: 'cpu', label: 'Plain JavaScript', note: 'About ten times slower.' },
            ]}
            onChange={(backend) => {
              changeTraining({ backend });
            }}
          />
        </Field>
      </div>
    </details>
  );
}

const SHARES = ['0', '0.1', '0.15', '0.2', '0.3'] as const;

/** A share of the images; one of an earlier session too. */

function ShareSelect({
  label,
  value,
  disabled = false,
  onChange,
}: {
  readonly label: string;
  readonly value: number;
  readonly disabled?: boolean;
  readonly onChange: (share: number) => void;
}) {
  return (
    <Select
      label={label}
      value={String(value)}
      disabled={disabled}
      options={[...new Set([...SHARES, String(value)])].map((id) => ({
        id,
        label: id === '0' ? 'none' : `${Math.round(Number(id) * 100)} %`,
      }))}
      onChange={(id) => {
        onChange(Number(id));
      }}
    />
  );
}

function WholeNumber({
  label,
  name,
  value,
}: {
  readonly label: string;
  readonly name: 'epochs' | 'batchSize';
  readonly value: number;
}) {
  return (
    <NumberField
      label={label}
      value={value}
      refuse={(next) => (Number.isInteger(next) && next >= 1 ? null : 'From 1.')}
      onChange={(next) => {
        changeTraining({ [name]: next });
      }}
    />
  );
}
