import { expect, type Browser, type Page } from '@playwright/test';

/** What Chromium traces of a task of the main thread: microseconds, by the clock and of the processor. */
interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/** How a page drew for a while. Milliseconds. */
export interface Frames {
  /** Between frames, by the clock: another process that takes the processor shows too. */
  readonly intervals: readonly number[];
  /** Longest task of any page's main thread in processor time: what the page itself costs. */
  readonly longestTask: number;
}

/** Follows every frame of a page for a while. */
export async function followFrames(
  browser: Browser,
  page: Page,
  milliseconds: number,
): Promise<Frames> {
  await browser.startTracing(page, { categories: ['toplevel', '__metadata'] });
  const intervals = await page.evaluate(
    (time) =>
      new Promise<number[]>((resolve) => {
        const found: number[] = [];
        const draw = (before: number) => (now: number) => {
          found.push(now - before);
          if (performance.now() < end) requestAnimationFrame(draw(now));
          else resolve(found);
        };
        const end = performance.now() + time;
        requestAnimationFrame((now) => requestAnimationFrame(draw(now)));
      }),
    milliseconds,
  );
  const trace = JSON.parse((await browser.stopTracing()).toString('utf8')) as {
    readonly traceEvents: readonly TraceEvent[];
  };
  const threads = new Set(
    trace.traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  const tasks = trace.traceEvents
    .filter(({ pid, tid }) => threads.has(`${pid} ${tid}`))
    .flatMap(({ tdur }) => (tdur === undefined ? [] : [tdur / 1000]));
  expect(tasks.length, 'tasks of the main thread in the trace').toBeGreaterThan(50);
  return { intervals, longestTask: Math.max(...tasks) };
}
