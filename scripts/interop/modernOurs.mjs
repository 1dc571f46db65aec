// Files of ours for the readers of the toolkit 2.19, opt-in: models of the golden cases (odd shapes, separable layers, 1 to 8 bits, pools, pixels
// and events), which 2.3.6 converts to our files.
//   1. our .fbz loads in runtime 2.19 and gives the integers of our simulator, layer by layer;
//   2. the .h5 that we write opens in cnn2snn 2.19 and converts there, for Akida 1.0, to our network with its steps limited: 2.19 limits the steps
//      of every network, 2.3.6 of none.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { limitSteps } from '../../dist/core/convert/limitSteps.js';
import * as studio from '../../dist/core/index.js';
import { modelDifference, report } from './report.mjs';
import { read } from './toolkit.mjs';

const FOLDERS = ['named', 'shapes', 'fuzz'];
/** 4 MB of weights a layer less: what shapes the others have it has as well. */
const LEFT_OUT = ['named/akidanet_05_128'];

/** The golden cases with a quantized model and inputs. */
export function goldenNames(golden) {
  return FOLDERS.flatMap((folder) => {
    const names = readdirSync(join(golden, folder)).map((name) => `${folder}/${name}`);
    return names.filter(
      (name) => !LEFT_OUT.includes(name) && existsSync(join(golden, name, 'quantized.h5')),
    );
  });
}

/** Writes what the second environment is asked about a golden case. */
export async function prepareOurs(golden, name, work) {
  const at = (file) => join(golden, name, file);
  const told = JSON.parse(readFileSync(at('case.json'), 'utf8'));
  const folder = join(work, `ours_${name.replace('/', '_')}`);
  mkdirSync(folder, { recursive: true });
  const { graph } = await studio.readModel([
    { name: 'quantized.h5', bytes: read(at('quantized.h5')) },
  ]);
  const scaling = told.input_scaling;
  const inputs = studio.readNpy(read(at('inputs.npy')), 'inputs.npy');
  const network = studio.convertModel(graph, {
    inputIsImage: told.input_is_image,
    ...(scaling ? { inputScaling: scaling } : {}),
  });
  writeFileSync(join(folder, 'ours.h5'), await studio.writeKerasH5(graph));
  writeFileSync(join(folder, 'ours.fbz'), studio.writeFbz(network));
  writeFileSync(join(folder, 'inputs.npy'), studio.writeNpy(inputs));
  writeFileSync(join(folder, 'scaling.json'), JSON.stringify(scaling));
  return { name: `ours ${name}`, network, inputs, folder, isImage: told.input_is_image };
}

/** 2.19 takes pixels where there are 1 or 3 channels, and events elsewhere: nobody can say otherwise. */
function takesImages({ layers: [first] }) {
  return [1, 3].includes(first.inputShape[2]);
}

/** What 2.19 makes of our .h5 against our network with its steps limited. */
export function compareConverted({ name, network, folder, isImage }, plain) {
  if (takesImages(network) !== isImage) return;
  const path = join(folder, 'again.fbz');
  const theirs = existsSync(path) ? plain(studio.readFbz(read(path), 'again.fbz')) : null;
  const limited = { ...network, layers: limitSteps(network.layers) };
  const how =
    JSON.stringify(limited.layers) === JSON.stringify(network.layers) ? '' : ', steps limited';
  report(
    `${name}: the .h5 that we write converts in 2.19 to our .fbz${how}`,
    theirs ? modelDifference(plain(limited), theirs) : 'they refuse it',
  );
}
