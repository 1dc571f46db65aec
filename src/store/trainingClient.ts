import { createTrainingClient } from '../worker/training/trainingClient.ts';

/** The page's one connection to the worker that trains. */
export const trainingClient = createTrainingClient();
