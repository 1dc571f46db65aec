import { layerTester } from '../testing/layerTester.ts';
import { activationDiscreteRelu } from './activationDiscreteRelu.ts';

layerTester(activationDiscreteRelu, 'activationDiscreteRelu');
