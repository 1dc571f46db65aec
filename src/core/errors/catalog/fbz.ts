import { defineErrors } from './define.ts';

export const fbzErrors = defineErrors({});
