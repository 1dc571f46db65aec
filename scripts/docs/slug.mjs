/**
 * The anchor of a heading, as GitHub makes it: lower case, punctuation dropped, spaces to dashes. The site uses the same,
 * so that one link works in both places.
 * @param {string} heading its text without markup
 */
export function slug(heading) {
  return heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}\p{Pc} -]/gu, '')
    .replaceAll(' ', '-');
}
