/**
 * Reads a picture from a file, as RGBA, no side longer than `largest`. In the worker: scaling a camera's photo down takes most of a
 * second.
 * @returns null where the browser cannot read it
 */
export async function readPicture(
  blob: Blob,
  largest: number,
): Promise<Pick<ImageData, 'data' | 'width' | 'height'> | null> {
  try {
    const bitmap = await createImageBitmap(blob);
    const scale = Math.min(1, largest / Math.max(bitmap.width, bitmap.height));
    const width = Math.max(1, Math.round(bitmap.width * scale));
    const height = Math.max(1, Math.round(bitmap.height * scale));
    const context = new OffscreenCanvas(width, height).getContext('2d');
    if (!context) return null;
    context.imageSmoothingQuality = 'high';
    context.drawImage(bitmap, 0, 0, width, height);
    bitmap.close();
    const { data } = context.getImageData(0, 0, width, height);
    return { data, width, height };
  } catch {
    // The decoder's reason ("The source image could not be decoded") says no more than the file's name does.
    return null;
  }
}
