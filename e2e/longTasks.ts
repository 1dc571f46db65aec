import type { Page } from '@playwright/test';

/** A stretch of time in which the main thread answered nothing: what it was, and how long in ms. */
export interface LongTask {
  readonly startTime: number;
  readonly duration: number;
}

/** Notes every long task of the page from its first script on. Call it before the page loads. */
export async function watchLongTasks(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const seen: { startTime: number; duration: number }[] = [];
    Object.assign(window, { longTasks: seen });
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries()) seen.push({ startTime, duration });
    }).observe({ type: 'longtask', buffered: true });
  });
}

/** The long tasks since the last call, 50 ms and longer. */
export async function takeLongTasks(page: Page): Promise<readonly LongTask[]> {
  return page.evaluate(async () => {
    // Entries are handed over in a task of their own after the long one.
    await new Promise((resolve) => setTimeout(resolve, 100));
    return (window as unknown as { longTasks: LongTask[] }).longTasks.splice(0);
  });
}
