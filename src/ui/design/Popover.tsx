import { Popover as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import './Popover.css';

export interface PopoverProps {
  /** One button that opens it. */
  readonly trigger: ReactNode;
  readonly label: string;
  readonly side?: 'top' | 'right' | 'bottom' | 'left';
  /** Puts something around the trigger: a tooltip for when the panel is closed. */
  readonly wrapTrigger?: (trigger: ReactNode) => ReactNode;
  readonly children: ReactNode;
}

/** A small panel anchored to a button; closes on Escape or a click outside. */
export function Popover({
  trigger,
  label,
  side = 'bottom',
  wrapTrigger = (element) => element,
  children,
}: PopoverProps) {
  return (
    <Radix.Root>
      {wrapTrigger(<Radix.Trigger asChild>{trigger}</Radix.Trigger>)}
      <Radix.Portal>
        <Radix.Content
          className="popover"
          aria-label={label}
          side={side}
          sideOffset={6}
          collisionPadding={8}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
