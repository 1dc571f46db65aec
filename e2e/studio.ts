import { resolve } from 'node:path';
import { test as base, expect, type Locator, type Page } from '@playwright/test';

export { expect };

export type StageName = 'Model' | 'Quantize' | 'Fine-tune' | 'Simulate' | 'Export';
export type Preset = '8/4/4' | '8/2/2' | '2/2/1';

/** The studio in a browser window, as a person finds their way in it: by role and label. */
export class Studio {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Goes to the first screen. */
  async start(): Promise<void> {
    await this.page.goto('/');
    await expect(this.page.getByRole('heading', { name: 'Open a Keras model' })).toBeVisible();
  }

  /** Drags files from the desktop into the window and lets go: trusted events, files read from the disk. */
  async drop(...paths: readonly string[]): Promise<void> {
    const client = await this.page.context().newCDPSession(this.page);
    const data = { items: [], files: paths.map((path) => resolve(path)), dragOperationsMask: 1 };
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      await client.send('Input.dispatchDragEvent', { type, x: 720, y: 450, data });
    }
    await client.detach();
  }

  /** Presses a card of the first screen and waits for the model. */
  async openSample(title: string, file: string): Promise<void> {
    await this.page.getByRole('button', { name: title }).click();
    await this.expectOpen(file);
  }

  /** Waits until the model of that file and its graph are on screen. */
  async expectOpen(file: string): Promise<void> {
    await expect(this.page.getByRole('banner').getByRole('button', { name: file })).toBeVisible();
    await expect(this.graph.getByRole('group').first()).toBeVisible();
  }

  /** The drawing in the centre; its groups are blocks, loose layers and piles. */
  get graph(): Locator {
    return this.page.getByRole('region', { name: 'Graph of the model' });
  }

  /** One step of the stepper: the stage's name, and what is true of it. */
  step(name: StageName): Locator {
    return this.page
      .getByRole('navigation', { name: 'Stages' })
      .getByRole('button', { name: new RegExp(`^${name}`) });
  }

  /** The settings at the left of the window. */
  get panel(): Locator {
    return this.page.getByRole('complementary', { name: 'Settings of the stage' });
  }

  /** The bottom drawer. */
  get drawer(): Locator {
    return this.page.getByRole('region', { name: 'Drawer' });
  }

  async enter(name: StageName): Promise<void> {
    await this.step(name).click();
    await expect(this.panel.getByRole('heading', { level: 2, name })).toBeVisible();
  }

  /** Quantizes the whole model to a preset, and waits until the page has worked it out. */
  async choosePreset(preset: Preset): Promise<void> {
    await this.enter('Quantize');
    await this.panel.getByRole('radio', { name: preset }).click();
    await expect(this.step('Quantize')).toContainText(preset);
  }

  /** Sends a built-in image through the network and waits for spikes and the answer of all three models. */
  async simulateSample(number = 1): Promise<void> {
    await this.enter('Simulate');
    await this.panel.getByRole('button', { name: new RegExp(`^Image ${number}:`) }).click();
    await expect(this.panel.getByRole('region', { name: 'What came of it' })).toContainText('sure');
  }
}

interface Fixtures {
  readonly studio: Studio;
}

/**
 * A test with a studio window. Whatever the journey, it fails when the page reports a fault on the console
 * or asks another host for anything: nothing is uploaded, nothing is fetched from elsewhere.
 */
export const test = base.extend<Fixtures>({
  studio: async ({ page, baseURL }, use) => {
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(`uncaught: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(`console: ${message.text()}`);
    });
    page.context().on('request', (request) => {
      const url = request.url();
      const isOwn = url.startsWith(baseURL ?? '') || /^(blob|data):/.test(url);
      if (!isOwn) faults.push(`request to ${url}`);
    });
    await use(new Studio(page));
    expect(faults).toEqual([]);
  },
});
