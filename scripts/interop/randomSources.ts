// What random.mjs takes of the sources: the generators of the tests are no part of the library.
export { writeNpy } from '../../src/core/data/writeNpy.ts';
export { readNpz } from '../../src/core/data/readNpy.ts';
export { convertModel } from '../../src/core/convert/convertModel.ts';
export { verifyConversion } from '../../src/core/convert/verifyConversion.ts';
export { readFbz } from '../../src/core/fbz/readFbz.ts';
export { writeFbz } from '../../src/core/fbz/writeFbz.ts';
export { writeKerasH5 } from '../../src/core/keras/writeKerasH5.ts';
export { quantizeModel } from '../../src/core/quantize/quantizeModel.ts';
export { simulate } from '../../src/core/simulate/simulator.ts';
export { adversarialModel } from '../../src/core/testing/adversarialModel.ts';
export { randomKerasModel } from '../../src/core/testing/randomKerasModel.ts';
