import { layerTester } from '../testing/layerTester.ts';
import { separableConv2d } from './separableConv2d.ts';

layerTester(separableConv2d, 'separableConv2d');
