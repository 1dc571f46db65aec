import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { toast } from '../../store/actions/interface.ts';
import { Button } from '../design/index.ts';

interface CopyButtonProps {
  readonly text: string;
  readonly label?: string;
}

/** Puts a text into the clipboard, and says so. */
export function CopyButton({ text, label = 'Copy' }: CopyButtonProps) {
  const [copied, setCopied] = useState<string | null>(null);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(text);
    } catch {
      // Refused by a setting, or the page is neither https nor localhost and has no clipboard.
      toast({
        tone: 'error',
        text: 'The browser does not give the clipboard to this page. Mark the text and copy it.',
      });
    }
  };
  const isCopied = copied === text;
  return (
    <Button
      kind="quiet"
      size="small"
      icon={isCopied ? <Check /> : <Copy />}
      onClick={() => void copy()}
    >
      {isCopied ? 'Copied' : label}
    </Button>
  );
}
