import { defineErrors } from './define.ts';

export const convertErrors = defineErrors({});
