import { calibrateErrors } from './catalog/calibrate.ts';
import { cliErrors } from './catalog/cli.ts';
import { convertErrors } from './catalog/convert.ts';
import { dataErrors } from './catalog/data.ts';
import { fbzErrors } from './catalog/fbz.ts';
import { fixErrors } from './catalog/fix.ts';
import { forwardErrors } from './catalog/forward.ts';
import { graphErrors } from './catalog/graph.ts';
import { kerasErrors } from './catalog/keras.ts';
import { mapErrors } from './catalog/map.ts';
import { qatErrors } from './catalog/qat.ts';
import { quantizeErrors } from './catalog/quantize.ts';
import { scaleErrors } from './catalog/scale.ts';
import { simulateErrors } from './catalog/simulate.ts';
import { studioErrors } from './catalog/studio.ts';

/** Every error the core can throw, by its permanent code `area/kebab-case`. One file per area. */
export const catalog = {
  ...calibrateErrors,
  ...cliErrors,
  ...convertErrors,
  ...dataErrors,
  ...fbzErrors,
  ...fixErrors,
  ...forwardErrors,
  ...graphErrors,
  ...kerasErrors,
  ...mapErrors,
  ...qatErrors,
  ...quantizeErrors,
  ...scaleErrors,
  ...simulateErrors,
  ...studioErrors,
} as const;

export type Catalog = typeof catalog;
export type CatalogCode = keyof Catalog;
