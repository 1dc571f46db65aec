import { layerTester } from '../testing/layerTester.ts';
import { rescaling } from './rescaling.ts';

layerTester(rescaling, 'rescaling');
