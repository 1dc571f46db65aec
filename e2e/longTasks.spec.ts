import { writeFileSync } from 'node:fs';
import type { Browser, Page, TestInfo } from '@playwright/test';
import { runCli } from './cli.ts';
import { longModel, mobileNet, separableMobileNet } from '../src/core/testing/largeModels.ts';
import { takeLongTasks, watchLongTasks } from './longTasks.ts';
import { expect, Studio, test, type StageName } from './studio.ts';

const LONGEST_MS = 50;
/** Drop to graph, as a multiple of the time in which the command line reads and lists the same file. */
const OPENING_FACTOR = 1.5;
/** All of this is wall time, to which whatever else the machine does adds: the median of these many tries is held to the bound. */
const TRIES = 3;

// Recording a trace takes pictures of the page on its main thread.
test.use({ trace: 'off' });

test('MobileNet, 17 MB: from drop to graph without a long task, about as fast as the command line reads it', async ({
  browser,
}, info) => {
  test.slow();
  const model = info.outputPath('mobilenet.h5');
  writeFileSync(model, await mobileNet());
  const cli: number[] = [];
  const graph: number[] = [];
  const blocked = new Blocked();
  for (let i = 0; i < TRIES; i++) {
    cli.push(timed(() => runCli('inspect', '-m', model)));
    await inNewWindow(browser, info, async (studio) => {
      graph.push(await dropToGraph(studio, model));
      await blocked.note('open', studio.page);
    });
  }
  info.annotations.push({
    type: 'drop to graph',
    description: `${graph.join(', ')} ms; command line ${cli.join(', ')} ms`,
  });
  blocked.expectShort(info);
  expect(median(graph)).toBeLessThanOrEqual(median(cli) * OPENING_FACTOR);
});

test('a network of 17 MB opens, converts and simulates without a long task', async ({
  browser,
}, info) => {
  test.setTimeout(300_000);
  const model = info.outputPath('mobilenet_separable.h5');
  writeFileSync(model, await separableMobileNet());
  const blocked = new Blocked();
  for (let i = 0; i < TRIES; i++) {
    await inNewWindow(browser, info, async (studio) => {
      const { page } = studio;
      await dropToGraph(studio, model);
      await blocked.note('open', page);

      await studio.enter('Quantize');
      await blocked.note('enter Quantize', page);
      const preset = await studio.panel.getByRole('radio', { name: '8/4/4' }).elementHandle();
      await takeLongTasks(page);
      await preset.click();
      await untilStep(studio, 'Quantize', '8/4/4');
      await untilStep(studio, 'Export', 'B');
      await blocked.note('convert', page);

      const simulated = untilStep(studio, 'Simulate', 'silent');
      await page.keyboard.press('4');
      await simulated;
      await page.waitForFunction(
        () =>
          document.querySelector('[aria-label="What came of it"]')?.textContent.includes('sure'),
        undefined,
        { polling: 200, timeout: 60_000 },
      );
      await blocked.note('simulate', page);
    });
  }
  blocked.expectShort(info);
});

test('a graph of 2,000 layers pans without a long task', async ({ browser }, info) => {
  test.setTimeout(300_000);
  const model = info.outputPath('long.h5');
  writeFileSync(model, await longModel(2000));
  const blocked = new Blocked();
  for (let i = 0; i < TRIES; i++) {
    await inNewWindow(browser, info, async (studio) => {
      const { page } = studio;
      await dropToGraph(studio, model);
      await expect(studio.step('Model')).toContainText('2000 layers');
      await takeLongTasks(page);
      await pan(page);
      await blocked.note('pan', page);
      await page.keyboard.press('0');
      await takeLongTasks(page);
      await pan(page);
      await blocked.note('pan over the whole graph', page);
    });
  }
  blocked.expectShort(info);
});

/** Longest task of each phase, one number a try. */
class Blocked {
  private readonly longest = new Map<string, number[]>();

  /** Ends a phase: takes what the page has noted since the phase before. */
  async note(phase: string, page: Page): Promise<void> {
    const tasks = await takeLongTasks(page);
    const longest = Math.max(0, ...tasks.map(({ duration }) => Math.round(duration)));
    this.longest.set(phase, [...(this.longest.get(phase) ?? []), longest]);
  }

  expectShort(info: TestInfo): void {
    const told = [...this.longest].map(([phase, tries]) => `${phase}: ${tries.join(', ')} ms`);
    info.annotations.push({ type: 'longest task', description: told.join('; ') });
    const tooLong = [...this.longest].filter(([, tries]) => median(tries) > LONGEST_MS);
    expect(tooLong).toEqual([]);
  }
}

/** Does `work` in a browser window that has never been here. */
async function inNewWindow(
  browser: Browser,
  info: TestInfo,
  work: (studio: Studio) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext({
    ...(info.project.use.baseURL === undefined ? {} : { baseURL: info.project.use.baseURL }),
    viewport: { width: 1440, height: 900 },
  });
  try {
    const studio = new Studio(await context.newPage());
    await watchLongTasks(studio.page);
    await studio.start();
    await takeLongTasks(studio.page);
    await work(studio);
  } finally {
    await context.close();
  }
}

/**
 * Drops a model and waits for its graph, and gives the milliseconds between the two. It looks by itself in every frame:
 * locators search the whole page on its main thread, which would count as the page's own work.
 */
async function dropToGraph(studio: Studio, path: string): Promise<number> {
  const shown = studio.page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        window.addEventListener('drop', ({ timeStamp }) => {
          const look = () => {
            const node = document.querySelector('[aria-label="Graph of the model"] [role="group"]');
            if (node) resolve(Math.round(performance.now() - timeStamp));
            else requestAnimationFrame(look);
          };
          look();
        });
      }),
  );
  await studio.drop(path);
  return shown;
}

/** Waits for a text under a stage's name, with few looks at one element. */
async function untilStep(studio: Studio, name: StageName, text: string): Promise<void> {
  const step = await studio.step(name).elementHandle();
  await studio.page.waitForFunction(
    ([element, wanted]) => element.textContent.includes(wanted),
    [step, text] as const,
    { polling: 200, timeout: 60_000 },
  );
}

/** Drags the graph about and scrolls along it. */
async function pan(page: Page): Promise<void> {
  await page.mouse.move(700, 300);
  await page.mouse.down();
  await page.mouse.move(640, 100, { steps: 20 });
  await page.mouse.move(760, 320, { steps: 20 });
  await page.mouse.up();
  for (let i = 0; i < 30; i++) await page.mouse.wheel(0, 200);
}

function timed(work: () => void): number {
  const start = performance.now();
  work();
  return Math.round(performance.now() - start);
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Infinity;
}
