import { layerTester } from '../testing/layerTester.ts';
import { spatialDropout2d } from './spatialDropout2d.ts';

layerTester(spatialDropout2d, 'spatialDropout2d');
