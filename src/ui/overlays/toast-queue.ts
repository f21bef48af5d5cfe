import type { ReactNode } from "react";

/** What a toast is about: an error stays until it is closed. */
export type ToastKind = "info" | "success" | "error";

/** One toast, as it is asked for. */
export interface AskedToast {
  id: string;
  kind: ToastKind;
  title: ReactNode;
  description?: ReactNode;
  action?: { label: string; onClick: () => void } | undefined;
  /** Milliseconds; 0: until it is closed. */
  timeout: number;
}

/** What shows toasts. */
export interface ToastDisplay {
  add(toast: AskedToast): void;
  close(id: string): void;
}

/** Keeps what is to be shown until the code that shows it is here. */
export class ToastQueue {
  private waiting: readonly AskedToast[] = [];
  private display: ToastDisplay | null = null;
  private readonly listeners = new Set<() => void>();

  /** Shows a toast, or replaces the one with its id. */
  add(toast: AskedToast): void {
    if (this.display) {
      this.display.add(toast);
    } else {
      this.keep([...this.waiting.filter((one) => one.id !== toast.id), toast]);
    }
  }

  close(id: string): void {
    this.display?.close(id);
    this.keep(this.waiting.filter((one) => one.id !== id));
  }

  /** What waits for a display, oldest first; the same array until it changes. */
  read(): readonly AskedToast[] {
    return this.waiting;
  }

  /** Calls `listener` when what waits has changed; returns what ends that. */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** From now on `display` shows what is asked for, first of all what waits; returns what ends that. */
  connect(display: ToastDisplay): () => void {
    this.display = display;
    for (const toast of this.waiting) {
      display.add(toast);
    }
    this.keep([]);
    return () => {
      this.display = null;
    };
  }

  private keep(waiting: readonly AskedToast[]): void {
    if (waiting.length === 0 && this.waiting.length === 0) {
      return;
    }
    this.waiting = waiting;
    for (const listener of this.listeners) {
      listener();
    }
  }
}

/** The toasts of this page. */
export const toasts = new ToastQueue();
