import { defineErrors } from './define.ts';

export const kerasErrors = defineErrors({});
