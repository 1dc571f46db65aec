/** A colour token as a canvas takes it: tokens hold both themes, a canvas wants the one on screen. */
export function tokenColour(element: Element, token: string): string {
  const probe = document.createElement('span');
  probe.style.color = `var(${token})`;
  element.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
