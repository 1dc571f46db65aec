import { Tooltip as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import './Tooltip.css';

interface TooltipProps {
  readonly text: ReactNode;
  readonly keys?: string | undefined;
  readonly side?: 'top' | 'right' | 'bottom' | 'left';
  /** One element that can take focus. */
  readonly children: ReactNode;
}

/** Mounted once, around the app. */
export const TooltipProvider = Radix.Provider;

/** A short text on hover and focus. Never the only place of something that must be known. */
export function Tooltip({ text, keys, side = 'bottom', children }: TooltipProps) {
  return (
    <Radix.Root delayDuration={350}>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content className="tooltip" side={side} sideOffset={6} collisionPadding={8}>
          {text}
          {keys !== undefined && <Keys keys={keys} />}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

interface KeysProps {
  readonly keys: string;
  /** Not read out: the control that shows it is named without its keys. */
  readonly decorative?: boolean;
}

/** A key combination such as `Ctrl+Shift+Z`, one cap a key. */
export function Keys({ keys, decorative = false }: KeysProps) {
  return (
    <span className="keys" aria-hidden={decorative}>
      {/* The last part may be the plus key itself. */}
      {keys.split(/\+(?=.)/).map((key) => (
        <kbd key={key}>{key}</kbd>
      ))}
    </span>
  );
}
