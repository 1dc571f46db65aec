import { expect, it } from 'vitest';
import { initialTraining } from '../../store/slices/finetune.ts';
import { imageParts, missingParts } from './imageParts.ts';

const classes = (...counts: readonly number[]) =>
  counts.map((count, i) => ({ name: `class ${i}`, count }));

it('divides a set that is one file in three', () => {
  const set = { classes: classes(40, 40), testCount: null };
  expect(imageParts(set, initialTraining)).toEqual({ training: 56, validation: 12, test: 12 });
});

it('keeps a set with test images of its own to train and validate', () => {
  const set = { classes: classes(100, 100), testCount: 50 };
  expect(imageParts(set, initialTraining)).toEqual({ training: 170, validation: 30, test: 50 });
});

it('names the classes that are too small for a part', () => {
  const set = { classes: classes(40, 1, 2, 0), testCount: null };
  expect(missingParts(set, initialTraining)).toEqual({
    validation: ['class 1', 'class 2'],
    test: ['class 1'],
  });
  const none = { ...initialTraining, validationShare: 0, testShare: 0 };
  expect(missingParts(set, none)).toEqual({ validation: [], test: [] });
});
