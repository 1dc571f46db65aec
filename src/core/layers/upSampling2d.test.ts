import { layerTester } from '../testing/layerTester.ts';
import { upSampling2d } from './upSampling2d.ts';

layerTester(upSampling2d, 'upSampling2d');
