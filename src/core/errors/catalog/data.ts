import { defineErrors } from './define.ts';

export const dataErrors = defineErrors({});
