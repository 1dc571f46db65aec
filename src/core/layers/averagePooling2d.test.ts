import { layerTester } from '../testing/layerTester.ts';
import { averagePooling2d } from './averagePooling2d.ts';

layerTester(averagePooling2d, 'averagePooling2d');
