import { expectReferenceValues, quantizerTester } from '../testing/quantizerTester.ts';
import { maxQuantizer } from './maxQuantizer.ts';

quantizerTester(maxQuantizer);
expectReferenceValues(maxQuantizer);
