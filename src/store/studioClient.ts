import { createStudioClient } from '../worker/client.ts';

/** The page's one connection to the worker. */
export const studioClient = createStudioClient();
