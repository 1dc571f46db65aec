import simd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import threaded from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';
import plain from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';

/** The WebAssembly files of TensorFlow.js, served with the studio. The library needs the addresses of all three and loads one. */
export const wasmFiles: Readonly<Record<string, string>> = {
  'tfjs-backend-wasm-simd.wasm': new URL(simd, self.location.href).href,
  'tfjs-backend-wasm-threaded-simd.wasm': new URL(threaded, self.location.href).href,
  'tfjs-backend-wasm.wasm': new URL(plain, self.location.href).href,
};
