/** Compiles the training kernels and gives the text of the generated module. */
export function compileQatKernels(): string;
