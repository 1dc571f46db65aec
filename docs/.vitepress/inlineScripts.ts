/**
 * VitePress writes two scripts into every page: which theme, and whether this is a Mac. The policy of the studio allows
 * no script inside a page, so both are files of docs/public instead. A new one in a later version stops the build here.
 */
const FILES: Readonly<Record<string, string>> = {
  'check-dark-mode': 'appearance.js',
  'check-mac-os': 'platform.js',
};

/** The page with its inline scripts replaced by files. @throws Error for an inline script that has no file */
export function moveScriptsOut(html: string, base: string): string {
  return html.replace(/<script\b([^>]*)>([^]*?)<\/script>/g, (whole, attributes: string) => {
    if (/\bsrc=/.test(attributes)) return whole;
    const id = /\bid="([^"]+)"/.exec(attributes)?.[1] ?? '';
    const file = FILES[id];
    if (file === undefined) {
      throw new Error(
        `The page holds an inline script (${attributes.trim() || 'no id'}), which the policy forbids.`,
      );
    }
    return `<script src="${base}${file}"></script>`;
  });
}
