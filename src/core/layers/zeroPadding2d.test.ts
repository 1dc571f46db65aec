import { layerTester } from '../testing/layerTester.ts';
import { zeroPadding2d } from './zeroPadding2d.ts';

layerTester(zeroPadding2d, 'zeroPadding2d');
