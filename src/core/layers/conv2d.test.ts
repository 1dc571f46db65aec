import { layerTester } from '../testing/layerTester.ts';
import { conv2d } from './conv2d.ts';

layerTester(conv2d, 'conv2d');
