import { defineErrors } from './define.ts';

export const quantizeErrors = defineErrors({});
