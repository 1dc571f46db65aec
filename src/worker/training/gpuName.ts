/** Renderers that compute on the CPU: slower than WebAssembly. */
const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render/i;

/** What WebGL would compute on. */
export interface Gpu {
  /** As the driver calls it. */
  readonly name: string;
  /** A real GPU that can write 32-bit floats. */
  readonly isFast: boolean;
  /** Why it is not; null when it is. */
  readonly reason: string | null;
}

/** Asks WebGL what it runs on. */
export function gpuName(): Gpu {
  const gl = new OffscreenCanvas(1, 1).getContext('webgl2');
  if (!gl) return { name: 'none', isFast: false, reason: 'this browser offers no WebGL 2' };
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  const name = String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
  const hasFloat = gl.getExtension('EXT_color_buffer_float') !== null;
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  const reason = SOFTWARE.test(name)
    ? 'WebGL is emulated on the CPU here'
    : hasFloat
      ? null
      : 'this GPU writes only 16-bit numbers';
  return { name, isFast: reason === null, reason };
}
