"use client";

import { Component, type ReactNode } from "react";

/** The props of ErrorBoundary. */
export interface ErrorBoundaryProps {
  /** The fallback for content that cannot be rendered. */
  fallback: ReactNode;
  children?: ReactNode;
}

/**
 * Confines an error in one part of a page to that part, in the browser. On the server React catches errors at
 * Suspense alone, which would send a long text twice (as its fallback, and as itself): content there must not
 * throw, as `formatText` does not.
 */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { hasFailed: boolean }> {
  override state = { hasFailed: false };

  /** React calls this when something inside has thrown. */
  static getDerivedStateFromError(): { hasFailed: boolean } {
    return { hasFailed: true };
  }

  /** Other content is another attempt. */
  override componentDidUpdate(before: ErrorBoundaryProps): void {
    if (this.state.hasFailed && before.children !== this.props.children) {
      this.setState({ hasFailed: false });
    }
  }

  override render(): ReactNode {
    return this.state.hasFailed ? this.props.fallback : this.props.children;
  }
}
