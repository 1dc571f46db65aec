import { layerTester } from '../testing/layerTester.ts';
import { globalMaxPooling2d } from './globalMaxPooling2d.ts';

layerTester(globalMaxPooling2d, 'globalMaxPooling2d');
