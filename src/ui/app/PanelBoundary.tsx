import { TriangleAlert } from 'lucide-react';
import { Component, type ReactNode } from 'react';
import { Button, EmptyState } from '../design/index.ts';

interface PanelBoundaryProps {
  /** What the panel shows, for the message: `graph`. */
  readonly name: string;
  readonly children: ReactNode;
}

/** Keeps a fault in one panel from taking the others with it: the work goes on beside it. */
export class PanelBoundary extends Component<
  PanelBoundaryProps,
  { readonly fault: string | null }
> {
  override state: { readonly fault: string | null } = { fault: null };

  static getDerivedStateFromError(error: unknown): { fault: string } {
    return { fault: error instanceof Error ? error.message : String(error) };
  }

  override render(): ReactNode {
    const { fault } = this.state;
    if (fault === null) return this.props.children;
    return (
      <EmptyState
        icon={<TriangleAlert />}
        title={`The ${this.props.name} cannot be shown`}
        action={
          <Button
            onClick={() => {
              this.setState({ fault: null });
            }}
          >
            Show it again
          </Button>
        }
      >
        The studio has a fault here: {fault}. Your model and your changes are safe.
      </EmptyState>
    );
  }
}
