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
