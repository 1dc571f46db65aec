/** What a drawing takes from the page's style sheets and must carry itself once it leaves the page. */
const CARRIED = [
  'color',
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-opacity',
  'stroke-width',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
  'font-variant-numeric',
  'text-anchor',
] as const;

/** A drawing of the page as an SVG document of its own, in the colours it has now. */
export function standaloneSvg(drawn: SVGSVGElement): string {
  const copy = drawn.cloneNode(true) as SVGSVGElement;
  const originals = [drawn, ...drawn.querySelectorAll('*')];
  const copies = [copy, ...copy.querySelectorAll('*')];
  originals.forEach((original, i) => {
    const target = copies[i];
    if (!(target instanceof SVGElement)) return;
    const style = getComputedStyle(original);
    target.removeAttribute('class');
    for (const name of CARRIED) target.style.setProperty(name, style.getPropertyValue(name));
  });
  for (const style of copy.querySelectorAll('style')) style.remove();
  const { width, height } = drawn.getBoundingClientRect();
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.removeAttribute('aria-hidden');
  copy.style.setProperty('background', groundOf(drawn));
  return new XMLSerializer().serializeToString(copy);
}

/** The colour that a drawing stands on in the page. */
function groundOf(drawn: Element): string {
  for (let at: Element | null = drawn; at; at = at.parentElement) {
    const { backgroundColor } = getComputedStyle(at);
    if (backgroundColor !== 'rgba(0, 0, 0, 0)') return backgroundColor;
  }
  return 'none';
}

/**
 * Paints an SVG picture.
 * @param svg  a whole SVG document with width and height
 * @param scale  pixels of the result per unit of the picture
 */
export async function svgToPng(svg: string, scale = 2): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = new OffscreenCanvas(
    Math.ceil(image.naturalWidth * scale),
    Math.ceil(image.naturalHeight * scale),
  );
  const context = canvas.getContext('2d');
  context?.scale(scale, scale);
  context?.drawImage(image, 0, 0);
  return canvas.convertToBlob({ type: 'image/png' });
}
