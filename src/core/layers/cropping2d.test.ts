import { layerTester } from '../testing/layerTester.ts';
import { cropping2d } from './cropping2d.ts';

layerTester(cropping2d, 'cropping2d');
