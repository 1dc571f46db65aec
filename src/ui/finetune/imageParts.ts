import type { TrainingSettings } from '../../project/training/request.ts';
import { divisionOf, splitCount, splitCounts, type PartName } from '../../core/data/splitImages.ts';
import type { DataSummary } from '../../worker/training/contract.ts';

type Counts = Readonly<Record<PartName, number>>;

/** How many images of a class train, validate and test; images of a test set of its own are no part of it. */
export function classParts(
  count: number,
  { testCount }: Pick<DataSummary, 'testCount'>,
  settings: TrainingSettings,
): Counts {
  return splitCount(count, divided(testCount, settings));
}

/** How many images of a data set train, validate and test. */
export function imageParts(
  { classes, testCount }: Pick<DataSummary, 'classes' | 'testCount'>,
  settings: TrainingSettings,
): Counts {
  const counts = splitCounts(
    classes.map(({ count }) => count),
    divided(testCount, settings),
  );
  return { ...counts, test: testCount ?? counts.test };
}

/** Names of the classes that have too few images for a part that was asked for; `part`: which is missing. */
export function missingParts(
  { classes, testCount }: Pick<DataSummary, 'classes' | 'testCount'>,
  settings: TrainingSettings,
): Readonly<Record<'validation' | 'test', readonly string[]>> {
  const { validation, test } = divided(testCount, settings);
  const without = (part: 'validation' | 'test', share: number) =>
    classes
      .filter(({ count }) => count > 0 && share > 0)
      .filter(({ count }) => classParts(count, { testCount }, settings)[part] === 0)
      .map(({ name }) => name);
  return { validation: without('validation', validation), test: without('test', test) };
}

function divided(testCount: number | null, settings: TrainingSettings) {
  const division = divisionOf(settings);
  return testCount === null ? division : { ...division, test: 0 };
}
