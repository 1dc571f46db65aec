import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import type { ExportReport } from '../../project/exportReport.ts';
import { toast } from '../../store/actions/interface.ts';
import { Button } from '../design/index.ts';
import { pythonSnippet } from './pythonSnippet.ts';

export interface NextStepsProps {
  readonly file: string;
  readonly report: ExportReport;
}

/** What to do with the file, to be copied. */
export function NextSteps({ file, report }: NextStepsProps) {
  const [copied, setCopied] = useState(false);
  const text = pythonSnippet(file, report);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch {
      // Refused by a setting, or the page is neither https nor localhost and has no clipboard.
      toast({
        tone: 'error',
        text: 'The browser does not give the clipboard to this page. Mark the text and copy it.',
      });
    }
  };
  return (
    <section className="export-section" aria-label="Next, in Python">
      <header className="export-next">
        <h3>Next, in Python</h3>
        <Button
          kind="quiet"
          size="small"
          icon={copied ? <Check /> : <Copy />}
          onClick={() => void copy()}
        >
          {copied ? 'Copied' : 'Copy'}
        </Button>
      </header>
      <pre className="export-snippet code" tabIndex={0} aria-label="Python">
        {text}
      </pre>
    </section>
  );
}
