import { layerTester } from '../testing/layerTester.ts';
import { quantizedSeparableConv2d } from './quantizedSeparableConv2d.ts';

layerTester(quantizedSeparableConv2d, 'quantizedSeparableConv2d');
