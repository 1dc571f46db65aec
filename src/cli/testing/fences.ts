/** One fenced block of a Markdown page. */
export interface Fence {
  /** First word behind the backquotes: sh, ts, text, ... */
  readonly language: string;
  /** The words behind the language. */
  readonly marks: readonly string[];
  readonly text: string;
  /** Line of the page on which the block begins, from 1. */
  readonly line: number;
}

/** The fenced blocks of a page, in order. */
export function fencesOf(markdown: string): readonly Fence[] {
  return [...markdown.matchAll(/^```(\w+)(.*)\n([^]*?)^```$/gm)].map((match) => {
    const [, language = '', marks = '', text = ''] = match;
    return {
      language,
      marks: marks.split(' ').filter((mark) => mark !== ''),
      text,
      line: markdown.slice(0, match.index).split('\n').length,
    };
  });
}

/** A block that is run, and the text block right behind it, where there is one: what it prints. */
export interface RunnableFence extends Fence {
  readonly shown: string | null;
}

/** The blocks of a language that are marked `run`. */
export function runnableFences(markdown: string, language: string): readonly RunnableFence[] {
  const fences = fencesOf(markdown);
  return fences.flatMap((fence, i) => {
    if (fence.language !== language || !fence.marks.includes('run')) return [];
    const next = fences[i + 1];
    return { ...fence, shown: next?.language === 'text' ? next.text : null };
  });
}

/** The command lines of a shell block: continued lines joined, comments left out, split into words as a shell does. */
export function commandsOf(shell: string): readonly (readonly string[])[] {
  return shell
    .replaceAll('\\\n', ' ')
    .split('\n')
    .map((line) =>
      [...line.replace(/(^|\s)#.*$/, '').matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
        ([, double, single, bare]) => double ?? single ?? bare ?? '',
      ),
    )
    .filter((words) => words.length > 0);
}

/** What a page shows of an output, as a pattern: `…` stands for whatever was left out, of a line or of lines. */
export function patternOf(shown: string): RegExp {
  const escaped = shown.trim().replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('…', '[^]*?')}$`);
}
