import { lazy } from 'react';

/** The card comes with the stage that shows it: it is no part of the first load. */
export const ChipCard = lazy(() => import('./ChipFigures.tsx'));
