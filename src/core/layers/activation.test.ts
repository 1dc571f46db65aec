import { layerTester } from '../testing/layerTester.ts';
import { activation } from './activation.ts';

layerTester(activation, 'activation');
