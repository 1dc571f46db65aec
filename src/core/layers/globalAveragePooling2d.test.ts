import { layerTester } from '../testing/layerTester.ts';
import { globalAveragePooling2d } from './globalAveragePooling2d.ts';

layerTester(globalAveragePooling2d, 'globalAveragePooling2d');
