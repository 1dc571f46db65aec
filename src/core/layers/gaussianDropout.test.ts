import { layerTester } from '../testing/layerTester.ts';
import { gaussianDropout } from './gaussianDropout.ts';

layerTester(gaussianDropout, 'gaussianDropout');
