import type { StudioMethods } from './methods/contract.ts';

export type MethodName = keyof StudioMethods;
export type InputOf<M extends MethodName> = StudioMethods[M]['input'];
export type OutputOf<M extends MethodName> = StudioMethods[M]['output'];
