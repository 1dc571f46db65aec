import { layerTester } from '../testing/layerTester.ts';
import { batchNormalization } from './batchNormalization.ts';

layerTester(batchNormalization, 'batchNormalization');
