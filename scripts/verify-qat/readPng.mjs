import { inflateSync } from 'node:zlib';

const BYTES_PER_PIXEL = { 0: 1, 2: 3, 6: 4 };

/**
 * Reads a PNG with 8 bits a channel, not interlaced.
 * @returns {{ width: number, height: number, channels: number, pixels: Uint8Array }}
 * @source https://www.w3.org/TR/png/, filters: section 9
 */
export function readPng(bytes) {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const parts = [];
  let [width, height, channels] = [0, 0, 0];
  for (let at = 8; at < view.length;) {
    const length = view.readUInt32BE(at);
    const type = view.toString('latin1', at + 4, at + 8);
    const data = view.subarray(at + 8, at + 8 + length);
    if (type === 'IHDR') {
      width = data.readUInt32BE(0);
      height = data.readUInt32BE(4);
      channels = BYTES_PER_PIXEL[data[9]];
      if (data[8] !== 8 || channels === undefined || data[12] !== 0) {
        throw new Error('This PNG is not 8-bit grey, RGB or RGBA without interlace.');
      }
    }
    if (type === 'IDAT') parts.push(data);
    at += 12 + length;
  }
  const stride = width * channels;
  return {
    width,
    height,
    channels,
    pixels: unfilter(inflateSync(Buffer.concat(parts)), stride, height, channels),
  };
}

function unfilter(raw, stride, height, step) {
  const pixels = new Uint8Array(stride * height);
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (stride + 1)];
    const from = y * (stride + 1) + 1;
    const to = y * stride;
    for (let x = 0; x < stride; x++) {
      const left = x >= step ? pixels[to + x - step] : 0;
      const up = y > 0 ? pixels[to + x - stride] : 0;
      const corner = x >= step && y > 0 ? pixels[to + x - stride - step] : 0;
      pixels[to + x] = raw[from + x] + predict(filter, left, up, corner);
    }
  }
  return pixels;
}

function predict(filter, left, up, corner) {
  if (filter === 0) return 0;
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  const [a, b, c] = [
    Math.abs(up - corner),
    Math.abs(left - corner),
    Math.abs(left + up - 2 * corner),
  ];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}
