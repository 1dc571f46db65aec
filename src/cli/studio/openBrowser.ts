import { platform as thisPlatform } from 'node:os';

/** What opening a browser depends on. Injected, so that tests open none. */
export interface Desktop {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly open: (address: string) => Promise<unknown>;
}

const thisDesktop: Desktop = {
  platform: thisPlatform(),
  env: process.env,
  open: async (address) => (await import('open')).default(address),
};

/**
 * Shows an address in the user's browser.
 * @returns null, or why it could not be shown
 */
export async function openBrowser(address: string, desktop = thisDesktop): Promise<string | null> {
  const missing = missingDesktop(desktop);
  if (missing !== null) return missing;
  try {
    await desktop.open(address);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Why there is nobody to show a browser to. */
function missingDesktop({ platform, env }: Desktop): string | null {
  if (env['CI']) return 'this is a CI job';
  if (platform !== 'linux') return null;
  // WSL opens the browser of Windows.
  const shows = ['DISPLAY', 'WAYLAND_DISPLAY', 'WSL_DISTRO_NAME'].some((name) => env[name]);
  return shows ? null : 'there is no display';
}
