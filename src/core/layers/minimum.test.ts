import { layerTester } from '../testing/layerTester.ts';
import { minimum } from './minimum.ts';

layerTester(minimum, 'minimum');
