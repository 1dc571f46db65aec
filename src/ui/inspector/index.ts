import { configSection } from './configSection.tsx';
import type { InspectorSection } from './define.ts';
import { overviewSection } from './overviewSection.tsx';

/** The sections of the inspector, top to bottom. A section is one file here or in a feature's folder and one line. */
export const inspectorSections: readonly InspectorSection[] = [overviewSection, configSection];
