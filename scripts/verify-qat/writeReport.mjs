import { CASES } from './cases.mjs';
import { totalEvents } from './measureSparsity.mjs';

const percent = (share) => (share === null ? '' : `${(100 * share).toFixed(2)} %`);

/** docs/qat.md: the figures of docs/qat.json for people. */
export function writeReport({ cases, sparsity, speed }) {
  const rows = Object.values(cases).map(
    ({
      id,
      title,
      recipe,
      steps,
      spikingAccuracy,
      required,
      source,
      agreeing,
      images,
      seconds,
      passed,
    }) =>
      `| ${title} | \`${recipe}\`${extrasOf(id)} | ${steps.map((step) => `${percent(step.accuracyBefore)} -> ${percent(step.accuracyAfter)}`).join('; ')} | ` +
      `${percent(spikingAccuracy)} | ${percent(required)} (${source}) | ${agreeing} of ${images} | ${seconds} s | ${passed ? 'yes' : 'no'} |`,
  );
  const text = [
    '# Fine-tuning, measured',
    '',
    'Written by `npm run verify:qat`; the numbers are in `qat.json`. Chip-exact mode, Node, WebAssembly backend, one thread.',
    'A recipe reads input weights / weights / activations : epochs @ learning rate (Adam, batch 128, cosine schedule).',
    '"Fitted": the ranges of activations are fitted to their levels before each step (`--fit-activations`); "distilled": the loss is shared with',
    'the float model (`--distill`), "flipped" and "shifted": images are, at random (`--flip`, `--shift-pixels`).',
    'Accuracy is on all 10,000 test images, which neither train nor choose the epoch. "Agree" counts test images to which the trained model and',
    'the converted spiking network, run by the simulator, give the same class. Times are of a shared machine.',
    '',
    '| model | recipe | accuracy of each step, before -> after | spiking network | required | agree | time | passed |',
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
    ...rows,
  ];
  if (sparsity) text.push(...sparsityText(sparsity));
  if (speed) text.push(...speedText(speed));
  return `${text.join('\n')}\n`;
}

/** What a case does besides its recipe. */
function extrasOf(id) {
  const { options, augmentation = {}, distillation } = CASES.find((test) => test.id === id) ?? {};
  const { flip, shift } = augmentation;
  return [
    options?.fitActivations && 'fitted',
    distillation && `distilled (${distillation.weight}, temperature ${distillation.temperature})`,
    flip && 'flipped',
    shift && `shifted (${shift})`,
  ]
    .filter(Boolean)
    .map((extra) => `, ${extra}`)
    .join('');
}

function speedText({ batch, milliseconds, machine }) {
  const rows = Object.entries(milliseconds).map(
    ([name, { float, toolkit, chip }]) =>
      `| ${name} | ${float} | ${toolkit} | ${chip} | ${(chip / float).toFixed(2)} |`,
  );
  return [
    '',
    '## A training step',
    '',
    `Milliseconds for a batch of ${batch}, forward, backward and Adam, WebAssembly on ${machine}: the best of eight steps taken in turns.`,
    'Float is the same network with BatchNormalization folded.',
    '',
    '| network | float | toolkit mode | chip mode | chip / float |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
  ];
}

function sparsityText({ training, required, images, runs, passed }) {
  const { weight, temperature } = training.distillation;
  const [plain] = runs;
  const change = (run) =>
    run === plain ? '' : ` (${(100 * (totalEvents(run) / totalEvents(plain) - 1)).toFixed(1)} %)`;
  const rows = runs.map((run) => {
    const name = run.sparsity
      ? `\`--sparsity ${run.sparsity.kind}:${run.sparsity.weight}\``
      : 'none';
    const { value, low, high } = run.milliseconds ?? {};
    const time = run.milliseconds
      ? `${value.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`
      : '';
    const idle = run.idle.reduce((sum, [, count]) => sum + count, 0);
    return `| ${name} | ${percent(run.accuracy)} | ${Math.round(totalEvents(run)).toLocaleString('en')}${change(run)} | ${time} | ${idle} |`;
  });
  const names = plain.events.slice(1).map(([layer]) => layer);
  const layers = names.map((layer, i) => {
    const counts = runs.map(({ events }) => Math.round(events[i + 1][1]).toLocaleString('en'));
    return `| ${layer} | ${counts.join(' | ')} |`;
  });
  return [
    '',
    '## Fewer events',
    '',
    `CIFAR-10 at 8/4/4, ${training.images.toLocaleString('en')} training images, \`${training.recipe}\`, batch ${training.batchSize}, distilled (${weight}, temperature ${temperature}), flipped,`,
    `shifted (${training.augmentation.shift}), the same with a charge for events and without: it must bring at least ${percent(required.fewerEvents)} fewer events and cost at most`,
    `${(100 * required.points).toFixed(1)} points. Accuracy, events an image into the layers behind the first, and milliseconds on AKD1000 (an estimate, with its range) are of the`,
    `converted network on the first ${images.toLocaleString('en')} test images, which were not trained on. "Idle" neurons can be taken out, and every output stays the same: tried with \`pruneModel\` on`,
    `all of them. ${passed ? 'Passed.' : 'Not passed.'}`,
    '',
    '| charge | accuracy | events an image | milliseconds | idle neurons |',
    '| --- | ---: | ---: | ---: | ---: |',
    ...rows,
    '',
    `| events into | ${runs.map(({ sparsity }) => (sparsity ? `${sparsity.kind}:${sparsity.weight}` : 'none')).join(' | ')} |`,
    `| --- |${runs.map(() => ' ---: |').join('')}`,
    ...layers,
  ];
}
