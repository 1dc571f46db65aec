import { Tabs as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import './Tabs.css';

export interface TabItem<Id extends string> {
  readonly id: Id;
  readonly label: ReactNode;
  readonly content: ReactNode;
}

export interface TabsProps<Id extends string> {
  /** Names the set of tabs to screen readers. */
  readonly label: string;
  readonly items: readonly TabItem<Id>[];
  readonly value: Id;
  readonly onChange: (id: Id) => void;
  /** Controls at the right end of the bar. */
  readonly trailing?: ReactNode;
}

/** A bar of tabs over one panel; only the chosen panel is mounted. */
export function Tabs<Id extends string>({
  label,
  items,
  value,
  onChange,
  trailing,
}: TabsProps<Id>) {
  return (
    <Radix.Root
      className="tabs"
      value={value}
      onValueChange={(id) => {
        onChange(id as Id);
      }}
    >
      <div className="tabs-bar">
        <Radix.List className="tabs-list" aria-label={label}>
          {items.map(({ id, label: text }) => (
            <Radix.Trigger key={id} value={id} className="tab">
              {text}
            </Radix.Trigger>
          ))}
        </Radix.List>
        {trailing}
      </div>
      {items.map(({ id, content }) => (
        <Radix.Content key={id} value={id} className="tabs-panel">
          {content}
        </Radix.Content>
      ))}
    </Radix.Root>
  );
}
