import { layerTester } from '../testing/layerTester.ts';
import { reshape } from './reshape.ts';

layerTester(reshape, 'reshape');
