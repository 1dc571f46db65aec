import { expectReferenceValues, quantizerTester } from '../testing/quantizerTester.ts';
import { maxPerAxisQuantizer } from './maxPerAxisQuantizer.ts';

quantizerTester(maxPerAxisQuantizer);
expectReferenceValues(maxPerAxisQuantizer);
