import {
  DEFAULT_TARGET,
  targetIdOf,
  targetOf,
  targets,
  type ChipId,
} from '../../core/targets/index.ts';
import type { CustomChip } from '../../core/targets/custom.ts';
import { changeSettings } from '../../store/actions/plan.ts';
import { useStudio } from '../../store/studioStore.ts';
import { CustomChipFields } from '../chip/CustomChipFields.tsx';
import { Field, LearnMore, Select, Term } from '../design/index.ts';

type OptionId = ChipId | 'none' | 'custom';

const known = Object.keys(targets) as ChipId[];

const options: readonly { readonly id: OptionId; readonly label: string; readonly note: string }[] =
  [
    ...known.map((id) => ({ id, label: targets[id].name, note: targets[id].doc })),
    {
      id: 'custom',
      label: 'Own chip',
      note: 'Akida 1.0 is licensed in any size: say what yours has. Limits of single layers are those of AKD1000.',
    },
    { id: 'none', label: 'No chip', note: 'Only the rules of the conversion count.' },
  ];

/** What an own chip starts as: the processors, memories and clock of the chip that was chosen before. */
function ownChipLike(id: ChipId): CustomChip {
  const { mesh, megahertz } = targets[id];
  const { processors, fnp2, dense, severalPasses, processor } = mesh;
  return {
    base: id,
    processors: { CNP1: processors, FNP2: fnp2, FNP3: dense - fnp2 },
    inputSram: processor.inputBytes,
    weightSram: processor.weightBytes,
    ...(megahertz && { megahertz: megahertz.value }),
    severalPasses,
  };
}

/** The chip that the model should fit. */
export function HardwareField() {
  const hardware = useStudio(({ plan }) => plan.settings.hardware);
  const id = targetIdOf(hardware);
  const chosen = options.find((option) => option.id === id);
  const page = id === 'custom' ? DEFAULT_TARGET : id;
  const choose = (next: OptionId) => {
    const before = typeof hardware === 'string' && hardware !== 'none' ? hardware : DEFAULT_TARGET;
    const choice = next === 'custom' ? ownChipLike(before) : next;
    const name = targetOf(choice)?.name ?? 'none';
    changeSettings(`Chip ${name}`, { hardware: choice });
  };
  return (
    <>
      <Field
        label={<Term id="hardware">Chip</Term>}
        note={
          <>
            {chosen?.note}{' '}
            {page !== 'none' && (
              <LearnMore page={{ kind: 'chip', id: page }} about={targets[page].name} />
            )}
          </>
        }
      >
        <Select label="Chip" value={id} options={options} onChange={choose} />
      </Field>
      {typeof hardware !== 'string' && (
        <CustomChipFields
          chip={hardware}
          onChange={(own) => {
            changeSettings('Own chip', { hardware: own });
          }}
        />
      )}
    </>
  );
}
