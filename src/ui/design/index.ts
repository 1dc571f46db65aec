export {
  Badge,
  severities,
  SeverityBadge,
  SeverityIcon,
  severityOf,
  severityText,
  type ProblemSeverity,
} from './Badge.tsx';
export { Button, IconButton } from './Button.tsx';
export { classNames } from './classNames.ts';
export { DiagnosticCard } from './DiagnosticCard.tsx';
export { Dialog, Popover } from './Dialog.tsx';
export { docsUrl, type DocsPage } from './LearnMore.tsx';
export { Field, NumberField, Slider, Toggle } from './fields.tsx';
export { DocsLink, LearnMore, SourceText } from './LearnMore.tsx';
export { Choice, Select, type SelectOption } from './Select.tsx';
export { Tabs } from './Tabs.tsx';
export { Term } from './Term.tsx';
export { Toasts } from './Toasts.tsx';
export { Keys, Tooltip, TooltipProvider } from './Tooltip.tsx';
export { EmptyState, Later, ProgressBar } from './Waiting.tsx';
