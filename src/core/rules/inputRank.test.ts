import { conv, dense } from '../testing/layerSpecs.ts';
import { ruleTester } from '../testing/ruleTester.ts';
import { inputRank } from './inputRank.ts';

ruleTester(inputRank, {
  accepts: [
    { name: 'an image', layers: [conv('c')] },
    { name: 'a vector', input: [8], layers: [dense('d')] },
  ],
  rejects: [{ name: 'a sequence', input: [10, 4], layers: [dense('d')], on: ['input'] }],
});
