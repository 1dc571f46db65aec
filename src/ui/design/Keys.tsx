import './Keys.css';

export interface KeysProps {
  readonly keys: string;
  /** Not read out: the control that shows it is named without its keys. */
  readonly decorative?: boolean;
}

/** A key combination such as `Ctrl+Shift+Z`, one cap a key. */
export function Keys({ keys, decorative = false }: KeysProps) {
  return (
    <span className="keys" aria-hidden={decorative}>
      {keys.split('+').map((key) => (
        <kbd key={key}>{key}</kbd>
      ))}
    </span>
  );
}
