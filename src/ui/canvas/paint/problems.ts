import { defineColourMode } from './define.ts';

/** Problems carry their own icon, word and colour; the frames stay calm. */
export const problems = defineColourMode({ id: 'problems', label: 'Problems', measure: null });
