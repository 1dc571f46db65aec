import { expectReferenceValues, quantizerTester } from '../testing/quantizerTester.ts';
import { stdWeightQuantizer } from './stdWeightQuantizer.ts';

quantizerTester(stdWeightQuantizer);
expectReferenceValues(stdWeightQuantizer);
