import { layerTester } from '../testing/layerTester.ts';
import { maxPooling2d } from './maxPooling2d.ts';

layerTester(maxPooling2d, 'maxPooling2d');
