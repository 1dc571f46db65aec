// What was checked, how it compares, and the count at the end.

let passed = 0;
let failed = 0;

/** Says how a check went; `problem` is null when it passed. */
export function report(what, problem) {
  if (problem === null) passed++;
  else failed++;
  console.log(
    `${problem === null ? 'ok    ' : 'FAILED'} ${what}${problem === null ? '' : `: ${problem}`}`,
  );
}

/** The first value that is not the other's, within a share of the largest; null when there is none. */
export function firstDifference(ours, theirs, relative = 0) {
  if (ours.length !== theirs.length) return `${ours.length} values against ${theirs.length}`;
  const largest = theirs.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
  const at = ours.findIndex((value, i) => !(Math.abs(value - theirs[i]) <= relative * largest));
  return at < 0 ? null : `value ${at} is ${ours[at]}, theirs ${theirs[at]}`;
}

/** Compares two converted models; the version is the writer's, and an InputData's name holds a counter of the process. */
export function modelDifference(ours, theirs) {
  if (ours.layers.length !== theirs.layers.length) return 'another number of layers';
  for (const [i, layer] of theirs.layers.entries()) {
    for (const [key, value] of Object.entries(layer)) {
      if (key === 'name' && layer.kind === 'InputData') continue;
      const own = ours.layers[i][key];
      const difference = ArrayBuffer.isView(value)
        ? firstDifference(own, value)
        : JSON.stringify(own) === JSON.stringify(value)
          ? null
          : `${JSON.stringify(own)}, theirs ${JSON.stringify(value)}`;
      if (difference) return `${layer.name} ${key}: ${difference}`;
    }
  }
  return null;
}

/** Prints the count and sets the exit code. */
export function closeReport() {
  console.log(`\n${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}
