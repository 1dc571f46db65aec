import { isStudioError } from '../../core/errors/diagnostic.ts';
import { prepareBackend, type BackendName } from '../../core/qat/prepareBackend.ts';
import type { TrainingContext } from './methods.ts';
import { wasmFiles } from './wasmFiles.ts';

/** A backend that has not started after this long never will: some drivers hang on the first shader. */
const PATIENCE_MS = 60_000;

/**
 * Starts what the user asked for, or the fastest that comes up: a real GPU that computes in float32, else WebAssembly. Plain JavaScript
 * only when asked for: it is ten times slower. What did not start is reported with its reason.
 * @throws StudioError qat/backend-failed, qat/half-precision when nothing starts
 */
export async function startBackend(
  wanted: 'auto' | BackendName,
  report: TrainingContext['report'],
): Promise<BackendName> {
  const gpu = wanted === 'auto' || wanted === 'webgl' ? gpuName() : null;
  const useGpu = wanted === 'webgl' || (wanted === 'auto' && gpu?.isFast === true);
  if (useGpu && (await startWebGl(report))) {
    report({ kind: 'backend', backend: 'webgl', device: gpu?.name ?? null });
    return 'webgl';
  }
  const name = wanted === 'cpu' ? 'cpu' : 'wasm';
  await prepareBackend(name, { wasmPaths: wasmFiles });
  const reason = gpu?.isFast === false ? gpu.reason : null;
  report({ kind: 'backend', backend: name, device: reason && `no GPU: ${reason}` });
  return name;
}

async function startWebGl(report: TrainingContext['report']): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS, 'it did not start in a minute');
  });
  const start = prepareBackend('webgl').then(
    () => null,
    (error: unknown) => {
      const [problem] = isStudioError(error) ? error.diagnostics : [];
      return problem?.code === 'qat/half-precision'
        ? 'it computes with 16-bit numbers, which lose the integers of the network'
        : `it did not start (${problem?.message ?? String(error)})`;
    },
  );
  const reason = await Promise.race([start, late]);
  clearTimeout(timer);
  if (reason === null) return true;
  const text = `The GPU of this device is not used: ${reason}. Training runs on WebAssembly, which is exact everywhere.`;
  report({ kind: 'notice', notice: { tone: 'warning', text } });
  return false;
}

/** Renderers that compute on the CPU: slower than WebAssembly. */
const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render/i;

/** What WebGL would compute on. */
interface Gpu {
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
