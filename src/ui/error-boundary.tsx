"use client";

import { Component, Suspense, type ReactNode } from "react";

/** What an ErrorBoundary takes. */
export interface ErrorBoundaryProps {
  /** Stands there instead of what cannot be drawn. */
  fallback: ReactNode;
  children?: ReactNode;
}

/**
 * Keeps a mistake in one part of a page to that part. On the server, where React catches errors at Suspense alone, the
 * fallback goes out, and the browser tries once more.
 */
export function ErrorBoundary({ fallback, children }: ErrorBoundaryProps) {
  return (
    <Catcher fallback={fallback}>
      <Suspense fallback={fallback}>{children}</Suspense>
    </Catcher>
  );
}

class Catcher extends Component<ErrorBoundaryProps, { hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError(): { hasFailed: boolean } {
    return { hasFailed: true };
  }

  /** Another text is another try. */
  override componentDidUpdate(before: ErrorBoundaryProps): void {
    if (this.state.hasFailed && before.children !== this.props.children) {
      this.setState({ hasFailed: false });
    }
  }

  override render(): ReactNode {
    return this.state.hasFailed ? this.props.fallback : this.props.children;
  }
}
