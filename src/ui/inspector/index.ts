import { bitsSection } from './bitsSection.tsx';
import { configSection } from './configSection.tsx';
import { convertedSection } from './convertedSection.tsx';
import type { InspectorSection } from './define.ts';
import { errorSection } from './errorSection.tsx';
import { hardwareSection } from './hardwareSection.tsx';
import { overviewSection } from './overviewSection.tsx';
import { problemsSection } from './problemsSection.tsx';
import { processorsSection } from './processorsSection.tsx';
import { weightsSection } from './weightsSection.tsx';

/** The sections of the inspector, top to bottom. A section is one file here or in a feature's folder and one line. */
export const inspectorSections: readonly InspectorSection[] = [
  overviewSection,
  problemsSection,
  bitsSection,
  weightsSection,
  convertedSection,
  processorsSection,
  errorSection,
  hardwareSection,
  configSection,
];
