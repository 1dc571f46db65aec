import { targets, type TargetId } from '../../core/targets/index.ts';
import { changeSettings } from '../../store/actions/plan.ts';
import { useStudio } from '../../store/studioStore.ts';
import { Field, LearnMore, Select, Term } from '../design/index.ts';

const options: readonly { readonly id: TargetId; readonly label: string; readonly note: string }[] =
  [
    ...(Object.keys(targets) as (keyof typeof targets)[]).map((id) => ({
      id,
      label: targets[id].name,
      note: targets[id].doc,
    })),
    { id: 'none', label: 'No chip', note: 'Only the rules of the conversion count.' },
  ];

/** The chip that the model should fit. */
export function HardwareField() {
  const hardware = useStudio(({ plan }) => plan.settings.hardware);
  const chosen = options.find(({ id }) => id === hardware);
  return (
    <Field
      label={<Term id="hardware">Chip</Term>}
      note={
        <>
          {chosen?.note}{' '}
          {hardware !== 'none' && (
            <LearnMore page={{ kind: 'chip', id: hardware }} about={chosen?.label ?? hardware} />
          )}
        </>
      }
    >
      <Select
        label="Chip"
        value={hardware}
        options={options}
        onChange={(id) => {
          const name = options.find((option) => option.id === id)?.label ?? id;
          changeSettings(`Chip ${name}`, { hardware: id });
        }}
      />
    </Field>
  );
}
