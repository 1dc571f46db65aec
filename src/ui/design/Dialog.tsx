import { X } from 'lucide-react';
import { Dialog as Radix, Popover as RadixPopover } from 'radix-ui';
import type { ReactNode } from 'react';
import { Button } from './Button.tsx';
import './Dialog.css';

interface DialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  /** One sentence under the title, read out with it. */
  readonly description?: ReactNode;
  /** `sheet` slides in from the right over the full height. */
  readonly form?: 'dialog' | 'sheet';
  readonly size?: 'medium' | 'large';
  readonly children: ReactNode;
  /** Buttons at the bottom, the main one last. */
  readonly actions?: ReactNode;
}

/** A modal window: focus stays inside, Escape closes. */
export function Dialog({
  open,
  onClose,
  title,
  description,
  form = 'dialog',
  size = 'medium',
  children,
  actions,
}: DialogProps) {
  return (
    <Radix.Root
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
    >
      <Radix.Portal>
        <Radix.Overlay className="dialog-scrim" />
        <Radix.Content
          className={`dialog dialog-${form} dialog-${size}`}
          {...(description === undefined ? { 'aria-describedby': undefined } : {})}
        >
          <div className="dialog-head">
            <Radix.Title className="dialog-title">{title}</Radix.Title>
            <Radix.Close asChild>
              {/* No tooltip: it would open with the focus, and take the first Escape. */}
              <Button
                kind="quiet"
                size="small"
                className="icon-button"
                aria-label="Close"
                icon={<X />}
              />
            </Radix.Close>
          </div>
          {description !== undefined && (
            <Radix.Description className="dialog-description">{description}</Radix.Description>
          )}
          <div className="dialog-body">{children}</div>
          {actions !== undefined && <div className="dialog-actions">{actions}</div>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

interface PopoverProps {
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
    <RadixPopover.Root>
      {wrapTrigger(<RadixPopover.Trigger asChild>{trigger}</RadixPopover.Trigger>)}
      <RadixPopover.Portal>
        <RadixPopover.Content
          className="popover"
          aria-label={label}
          side={side}
          sideOffset={6}
          collisionPadding={8}
        >
          {children}
        </RadixPopover.Content>
      </RadixPopover.Portal>
    </RadixPopover.Root>
  );
}
