import { describe, expect, it, vi } from 'vitest';
import { openBrowser, type Desktop } from './openBrowser.ts';

const ADDRESS = 'http://localhost:4340/';

function desktop(platform: NodeJS.Platform, env: Desktop['env']) {
  return { platform, env, open: vi.fn((address: string) => Promise.resolve(address)) };
}

describe('openBrowser', () => {
  it.each([
    ['linux', { DISPLAY: ':0' }],
    ['linux', { WAYLAND_DISPLAY: 'wayland-0' }],
    ['linux', { WSL_DISTRO_NAME: 'Debian' }],
    ['darwin', {}],
    ['win32', {}],
  ] as const)('opens one on %s with %o', async (platform, env) => {
    const here = desktop(platform, env);
    expect(await openBrowser(ADDRESS, here)).toBeNull();
    expect(here.open).toHaveBeenCalledExactlyOnceWith(ADDRESS);
  });

  it.each([
    ['linux', {}, 'there is no display'],
    ['linux', { DISPLAY: '' }, 'there is no display'],
    ['linux', { DISPLAY: ':0', CI: 'true' }, 'this is a CI job'],
    ['darwin', { CI: '1' }, 'this is a CI job'],
  ] as const)('opens none on %s with %o', async (platform, env, reason) => {
    const here = desktop(platform, env);
    expect(await openBrowser(ADDRESS, here)).toBe(reason);
    expect(here.open).not.toHaveBeenCalled();
  });

  it('tells why it could not', async () => {
    const here = {
      ...desktop('darwin', {}),
      open: () => Promise.reject(new Error('spawn ENOENT')),
    };
    expect(await openBrowser(ADDRESS, here)).toBe('spawn ENOENT');
  });
});
