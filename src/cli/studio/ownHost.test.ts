import { expect, test } from 'vitest';
import { isOwnHost } from './ownHost.ts';

test.each(['localhost:4340', 'LOCALHOST:4340', '127.0.0.1:4340', '[::1]:4340'])(
  '%s is us',
  (host) => {
    expect(isOwnHost(host, 4340)).toBe(true);
  },
);

test.each([
  undefined,
  '',
  'localhost',
  'localhost:4341',
  'localhost:',
  'evil.example:4340',
  'localhost.evil.example:4340',
  'evil.example@localhost:4340',
  'localhost:80:4340',
  '0.0.0.0:4340',
  '[::1',
])('%s is not', (host) => {
  expect(isOwnHost(host, 4340)).toBe(false);
});

test('port 80 may be left out', () => {
  expect(isOwnHost('localhost', 80)).toBe(true);
  expect(isOwnHost('localhost:80', 80)).toBe(true);
});
