import { CASES } from './cases.mjs';

const percent = (share) => (share === null ? '' : `${(100 * share).toFixed(2)} %`);

/** docs/qat.md: the figures of docs/qat.json for people. */
export function writeReport({ cases, speed }) {
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
