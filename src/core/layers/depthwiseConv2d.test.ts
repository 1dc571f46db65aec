import { layerTester } from '../testing/layerTester.ts';
import { depthwiseConv2d } from './depthwiseConv2d.ts';

layerTester(depthwiseConv2d, 'depthwiseConv2d');
