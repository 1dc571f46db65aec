import { X } from 'lucide-react';
import { Toast as Radix } from 'radix-ui';
import type { ToastMessage } from '../../store/slices/interface.ts';
import { Button, IconButton } from './Button.tsx';
import './Toasts.css';

export interface ToastsProps {
  readonly messages: readonly ToastMessage[];
  readonly onDismiss: (id: number) => void;
}

/** Short messages in the corner; F8 moves focus there. */
export function Toasts({ messages, onDismiss }: ToastsProps) {
  return (
    <Radix.Provider duration={6000} swipeDirection="right">
      {messages.map(({ id, tone, text, hint, stays, action }) => (
        <Radix.Root
          key={id}
          className={`toast toast-${tone}`}
          {...(stays ? { duration: Infinity } : {})}
          type={tone === 'error' ? 'foreground' : 'background'}
          onOpenChange={(open) => {
            if (!open) onDismiss(id);
          }}
        >
          <Radix.Description className="toast-text">
            {text}
            {hint !== undefined && <span className="toast-hint"> {hint}</span>}
          </Radix.Description>
          {action && (
            <Radix.Action asChild altText={action.label}>
              <Button size="small" onClick={action.run}>
                {action.label}
              </Button>
            </Radix.Action>
          )}
          <Radix.Close asChild>
            <IconButton label="Dismiss" size="small" icon={<X />} />
          </Radix.Close>
        </Radix.Root>
      ))}
      <Radix.Viewport className="toasts" label="Messages ({hotkey})" />
    </Radix.Provider>
  );
}
