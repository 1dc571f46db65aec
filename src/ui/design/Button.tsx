import type { ComponentProps, ReactNode } from 'react';
import './Button.css';
import { classNames } from './classNames.ts';
import { Tooltip } from './Tooltip.tsx';

export interface ButtonProps extends ComponentProps<'button'> {
  /** `primary` once a view at most; `quiet` has no frame. */
  readonly kind?: 'primary' | 'secondary' | 'quiet';
  readonly size?: 'medium' | 'small';
  readonly icon?: ReactNode;
}

/** A button with text, and an icon before it where that helps. */
export function Button({
  kind = 'secondary',
  size = 'medium',
  icon,
  className,
  children,
  ...props
}: ButtonProps) {
  return (
    <button
      type="button"
      className={classNames('button', `button-${kind}`, `button-${size}`, className)}
      {...props}
    >
      {icon}
      {children !== undefined && <span className="button-text">{children}</span>}
    </button>
  );
}

export interface IconButtonProps extends Omit<ButtonProps, 'children' | 'aria-label'> {
  /** Names the button for everyone: it is the tooltip too. */
  readonly label: string;
  /** Key combination, shown in the tooltip. */
  readonly keys?: string | undefined;
}

/** A button with an icon alone; its label shows as a tooltip. */
export function IconButton({
  label,
  keys,
  kind = 'quiet',
  icon,
  className,
  ...props
}: IconButtonProps) {
  return (
    <Tooltip text={label} keys={keys}>
      <Button
        kind={kind}
        icon={icon}
        aria-label={label}
        className={classNames('icon-button', className)}
        {...props}
      />
    </Tooltip>
  );
}
