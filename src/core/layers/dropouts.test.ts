import { layerTester } from '../testing/layerTester.ts';
import {
  alphaDropout,
  dropout,
  gaussianDropout,
  gaussianNoise,
  spatialDropout2d,
} from './dropouts.ts';

layerTester(alphaDropout, 'alphaDropout');
layerTester(dropout, 'dropout');
layerTester(gaussianDropout, 'gaussianDropout');
layerTester(gaussianNoise, 'gaussianNoise');
layerTester(spatialDropout2d, 'spatialDropout2d');
