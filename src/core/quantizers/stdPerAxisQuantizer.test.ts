import { expectReferenceValues, quantizerTester } from '../testing/quantizerTester.ts';
import { stdPerAxisQuantizer } from './stdPerAxisQuantizer.ts';

quantizerTester(stdPerAxisQuantizer);
// The reference arrays of this quantizer span two standard deviations.
expectReferenceValues(stdPerAxisQuantizer, 2);
