/** Stands in for Vitest while the test files are read for their tables alone: nothing runs. */
function nothing(): void {
  // The tables have been recorded when the file was imported; its tests are Vitest's business.
}

export const describe = Object.assign(nothing, { each: () => nothing });
export const it = Object.assign(nothing, { each: () => nothing });
export const test = it;
export const expect = nothing;
export const beforeAll = nothing;
export const afterAll = nothing;
export const beforeEach = nothing;
export const afterEach = nothing;
export const onTestFinished = nothing;
export const vi = {};
