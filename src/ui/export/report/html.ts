/** Markup that is safe to put into a page as it is. */
export interface Html {
  readonly html: string;
}

type Part = Html | string | number | null | readonly Html[];

/** Builds markup from a template; every value but markup is escaped. @example html`<p>${name}</p>` */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  let text = strings[0] ?? '';
  parts.forEach((part, i) => {
    text += textOf(part) + (strings[i + 1] ?? '');
  });
  return { html: text };
}

/** Markup from elsewhere that is known to be safe: a picture that we drew. */
export function trusted(markup: string): Html {
  return { html: markup };
}

function textOf(part: Part): string {
  if (part === null) return '';
  if (typeof part === 'string' || typeof part === 'number') return escaped(String(part));
  if ('html' in part) return part.html;
  return part.map((item) => item.html).join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

/** The whole style of the report; it loads nothing. */
export const reportStyle = `
:root { color-scheme: light dark; --line: light-dark(#dde1e8, #2a2f39); --text: light-dark(#161922, #eceef3);
  --muted: light-dark(#5c6475, #98a0b0); --ground: light-dark(#fff, #15181e); --soft: light-dark(#f3f5f8, #1c2027);
  --accent: light-dark(#2b5bd7, #8fb1ff); --error: light-dark(#b3261e, #ff9a92); --hardware: light-dark(#8a4b00, #f2b860);
  --advice: light-dark(#0a6870, #66cfd4); --ok: light-dark(#1c6b40, #76d39c); }
* { box-sizing: border-box; }
body { max-width: 960px; margin: 0 auto; padding: 40px 24px 80px; background: var(--ground); color: var(--text);
  font: 14px/22px system-ui, 'Segoe UI', Roboto, 'Noto Sans', sans-serif; }
h1 { margin: 0; font-size: 26px; line-height: 34px; overflow-wrap: anywhere; }
h2 { margin: 40px 0 12px; font-size: 17px; }
p { margin: 0 0 8px; }
.muted { color: var(--muted); }
code, td.n, th.n { font-family: ui-monospace, 'SF Mono', 'Roboto Mono', 'DejaVu Sans Mono', monospace; font-size: 12px;
  font-variant-numeric: tabular-nums; }
.facts { display: flex; flex-wrap: wrap; gap: 12px; margin: 20px 0 0; padding: 0; list-style: none; }
.facts li { min-width: 130px; padding: 10px 14px; border-radius: 8px; background: var(--soft); }
.facts strong { display: block; font-size: 18px; font-variant-numeric: tabular-nums; }
table { width: 100%; border-collapse: collapse; }
th, td { padding: 5px 12px 5px 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
td:first-child { white-space: nowrap; }
th { color: var(--muted); font-weight: 500; }
td.n, th.n { text-align: right; white-space: nowrap; }
.error { color: var(--error); } .hardware { color: var(--hardware); } .advice { color: var(--advice); } .ok { color: var(--ok); }
.bar { display: block; height: 6px; margin-top: 8px; min-width: 60px; border-radius: 3px; background: var(--soft); }
.bar span { display: block; height: 100%; border-radius: 3px; background: var(--accent); }
.graph { overflow: auto; padding: 16px; border: 1px solid var(--line); border-radius: 8px; }
.graph svg { display: block; max-width: 100%; height: auto; margin: 0 auto; }
footer { margin-top: 48px; color: var(--muted); font-size: 12px; }
@media print { body { padding: 0; } h2 { break-after: avoid; } tr { break-inside: avoid; } }
`;
