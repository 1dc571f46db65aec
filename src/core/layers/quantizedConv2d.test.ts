import { layerTester } from '../testing/layerTester.ts';
import { quantizedConv2d } from './quantizedConv2d.ts';

layerTester(quantizedConv2d, 'quantizedConv2d');
