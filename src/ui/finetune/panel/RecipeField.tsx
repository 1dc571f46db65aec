import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import type { BitWidths } from '../../../project/plan.ts';
import { changeTraining } from '../../../store/actions/training.ts';
import { formatBits } from '../../../store/actions/bits.ts';
import { useStudio } from '../../../store/studioStore.ts';
import type { RecipePart } from '../../../project/training/request.ts';
import { Button, Field, IconButton, NumberField, Select, Toggle } from '../../design/index.ts';

const OWN = 'own';

/** Bits step by step, each from the weights of the step before. */
export function RecipeField() {
  const recipe = useStudio(({ training }) => training.recipe);
  const epochs = useStudio(({ training }) => training.epochs);
  const set = (steps: readonly RecipePart[] | null) => {
    changeTraining({ recipe: steps });
  };
  return (
    <section className="recipe" aria-label="Progressive recipe">
      <Toggle
        label="Fewer bits step by step"
        term="progressive recipe"
        checked={recipe !== null}
        onChange={(checked) => {
          set(checked ? recipeSteps(recipes[0], Math.min(epochs, 3)) : null);
        }}
      />
      {recipe && <Steps recipe={recipe} set={set} />}
      {recipe && <FitToggle />}
    </section>
  );
}

/** Few levels want another range than many. */
function FitToggle() {
  const isFitted = useStudio(({ training }) => training.fitActivations);
  return (
    <Toggle
      label="Fit activation levels per step"
      term="activation levels"
      checked={isFitted}
      onChange={(fitActivations) => {
        changeTraining({ fitActivations });
      }}
    />
  );
}

interface StepsProps {
  readonly recipe: readonly RecipePart[];
  readonly set: (steps: readonly RecipePart[]) => void;
}

function Steps({ recipe, set }: StepsProps) {
  const text = recipe.map(({ bits }) => formatBits(bits)).join(' > ');
  const change = (at: number, step: Partial<RecipePart>) => {
    set(recipe.map((old, i) => (i === at ? { ...old, ...step } : old)));
  };
  const last = recipe.at(-1);
  return (
    <>
      <Field label="Recipe" note="Runs by itself; the accuracy after each step is listed.">
        <Select
          label="Recipe"
          value={recipes.find((known) => known === text) ?? OWN}
          options={[
            ...recipes.map((id) => ({ id, label: id })),
            { id: OWN, label: 'Your own', disabled: true },
          ]}
          onChange={(id) => {
            if (id !== OWN) set(recipeSteps(id, last?.epochs ?? 2));
          }}
        />
      </Field>
      <ol className="recipe-steps">
        {recipe.map((step, i) => (
          <li key={i}>
            <BitsInput
              label={`Bits of step ${i + 1}`}
              value={formatBits(step.bits)}
              onChange={(bits) => {
                change(i, { bits });
              }}
            />
            <NumberField
              label={`Epochs of step ${i + 1}`}
              value={step.epochs}
              refuse={(value) => (Number.isInteger(value) && value >= 1 ? null : 'From 1.')}
              onChange={(epochs) => {
                change(i, { epochs });
              }}
            />
            <span className="recipe-unit">{step.epochs === 1 ? 'epoch' : 'epochs'}</span>
            <IconButton
              label={`Remove step ${i + 1}`}
              size="small"
              icon={<X />}
              disabled={recipe.length === 1}
              onClick={() => {
                set(recipe.filter((_, other) => other !== i));
              }}
            />
          </li>
        ))}
      </ol>
      <Button
        size="small"
        kind="quiet"
        icon={<Plus />}
        className="recipe-add"
        onClick={() => {
          if (last) set([...recipe, last]);
        }}
      >
        Add a step
      </Button>
    </>
  );
}

interface BitsInputProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (bits: RecipePart['bits']) => void;
}

/** Bits as text, 8/4/4. Counts when the field is left or Enter is pressed. */
function BitsInput({ label, value, onChange }: BitsInputProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const bits = parseBits(typed ?? value);
  const commit = () => {
    if (!bits) return;
    setTyped(null);
    if (formatBits(bits) !== value) onChange(bits);
  };
  return (
    <span className="number-field">
      <input
        type="text"
        aria-label={label}
        aria-invalid={bits === null}
        value={typed ?? value}
        onChange={(event) => {
          setTyped(event.target.value);
        }}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit();
          if (event.key === 'Escape') setTyped(null);
        }}
      />
    </span>
  );
}

/** Recipes that are known to work, by the way they go. */
export const recipes = [
  '8/4/4 > 4/4/4 > 4/4/2 > 2/2/2 > 2/2/1',
  '8/4/4 > 4/4/4',
  '8/4/4 > 8/2/2',
  '8/2/2 > 2/2/1',
  '8/8/4 > 8/4/4',
] as const;

/** Bits that a text like 8/4/4 tells; null for anything else. */
export function parseBits(text: string): BitWidths | null {
  const match = /^\s*(\d)\s*\/\s*(\d)\s*\/\s*(\d)\s*$/.exec(text);
  const [inputWeightBits = 0, weightBits = 0, activationBits = 0] = (match ?? [])
    .slice(1)
    .map(Number);
  const fits = [inputWeightBits, weightBits, activationBits].every(
    (bits) => bits >= 1 && bits <= 8,
  );
  return match && fits ? { inputWeightBits, weightBits, activationBits } : null;
}

/** The steps of a recipe in its short form. */
export function recipeSteps(text: string, epochs: number): readonly RecipePart[] {
  return text
    .split('>')
    .map(parseBits)
    .filter((bits) => bits !== null)
    .map((bits) => ({ bits, epochs }));
}
