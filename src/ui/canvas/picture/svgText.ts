type Attributes = Readonly<Record<string, string | number | undefined>>;

/** One SVG element; text and attribute values are escaped, children are markup already. */
export function element(
  name: string,
  attributes: Attributes,
  children: readonly string[] = [],
): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(
      ([key, value]) => ` ${key}="${escaped(typeof value === 'number' ? rounded(value) : value)}"`,
    )
    .join('');
  return children.length === 0
    ? `<${name}${written}/>`
    : `<${name}${written}>${children.join('')}</${name}>`;
}

/** A line of text. */
export function textElement(attributes: Attributes, text: string): string {
  return element('text', attributes, [escaped(text)]);
}

/** What the picture shows, for those who do not see it. */
export function titleElement(text: string): string {
  return element('title', {}, [escaped(text)]);
}

/** Cuts a text to a number of characters, the last of them an ellipsis. */
export function cut(text: string, characters: number): string {
  return text.length <= characters ? text : `${text.slice(0, Math.max(characters - 1, 0))}\u2026`;
}

function escaped(text: string | undefined): string {
  return (text ?? '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

function rounded(value: number): string {
  return String(Math.round(value * 100) / 100);
}
