import { beforeEach, expect, it } from 'vitest';
import { tellFaults } from './faults.ts';
import { studioStore } from './studioStore.ts';

const page = new EventTarget();
tellFaults(page);
const toasts = () => studioStore.getState().toasts;
const rejected = (reason: unknown) => {
  page.dispatchEvent(Object.assign(new Event('unhandledrejection'), { reason }));
};
const thrown = (error: unknown, message = '') => {
  page.dispatchEvent(Object.assign(new Event('error'), { error, message }));
};

beforeEach(() => {
  studioStore.setState({ toasts: [] });
});

it('a rejection that nobody handles is shown, stays, and asks for a report', () => {
  rejected(new TypeError('x is undefined'));
  expect(toasts()).toMatchObject([
    {
      ...{ tone: 'error', stays: true, text: 'The studio has a fault: TypeError: x is undefined' },
      action: { label: 'Copy details' },
    },
  ]);
  expect(toasts()[0]?.hint).toContain('report');
});

it('so is an error that nobody caught, whatever was thrown', () => {
  thrown(new RangeError('too far'));
  thrown('words');
  thrown(null, 'Script error.');
  expect(toasts().map(({ text }) => text)).toEqual([
    'The studio has a fault: RangeError: too far',
    'The studio has a fault: words',
    'The studio has a fault: Script error.',
  ]);
});

it('one that comes again and again does not fill the corner for ever', () => {
  for (let time = 0; time < 5; time++) {
    studioStore.setState({ toasts: [] });
    rejected(new Error('the same'));
  }
  expect(toasts()).toEqual([]);
});

it('what the browser says of its own layout is none', () => {
  thrown(null, 'ResizeObserver loop completed with undelivered notifications.');
  expect(toasts()).toEqual([]);
});
