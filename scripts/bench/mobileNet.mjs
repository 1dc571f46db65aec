import { createServer } from 'vite';

/** MobileNet 1.0 at 224 x 224 with seeded weights, as `src/core/testing/largeModels.ts` builds it: the bytes of its .h5. */
export async function mobileNetBytes() {
  const server = await createServer({
    configFile: false,
    appType: 'custom',
    logLevel: 'error',
    optimizeDeps: { noDiscovery: true },
    server: { middlewareMode: true, hmr: false, ws: false, watch: null },
  });
  try {
    // It loads the HDF5 library when it is called: the server must still be there.
    const large = await server.ssrLoadModule('/src/core/testing/largeModels.ts');
    return await large.mobileNet();
  } finally {
    await server.close();
  }
}
