"use client";

import { useId, useLayoutEffect, useRef, type KeyboardEvent, type ReactNode, type RefObject } from "react";
import { createPortal } from "react-dom";

/** The props of PlainDialog. */
export interface PlainDialogProps {
  title: ReactNode;
  description?: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
  initialFocus?: RefObject<HTMLElement | null> | undefined;
  /** Escape, or the back gesture of a phone. */
  onClose(): void;
}

/**
 * A modal dialog of the browser's own, which needs no code: it stands in for dialogs whose code could not be fetched. Nothing can
 * open over it, no select either. It is open as long as it is rendered.
 */
export function PlainDialog({
  title,
  description,
  children,
  actions,
  initialFocus,
  onClose,
}: PlainDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const descriptionId = useId();

  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    initialFocus?.current?.focus();
    // The focus goes back to where it was, which an element that only disappears does not do.
    return () => element?.close();
  }, [initialFocus]);

  // Before the browser sees it: at a second Escape it closes whatever the page says.
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      onClose();
    }
  }

  return createPortal(
    <dialog
      ref={dialog}
      data-open=""
      role="dialog"
      aria-labelledby={titleId}
      aria-describedby={description ? descriptionId : undefined}
      onKeyDown={onKeyDown}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      className="m-auto max-h-[92dvh] w-[min(28rem,calc(100vw-2rem))] overflow-y-auto rounded-2xl bg-raised p-5 text-ui text-ink shadow-float outline-none backdrop:bg-scrim forced-colors:border"
    >
      <h2 id={titleId} className="text-base font-semibold">
        {title}
      </h2>
      {description && (
        <p id={descriptionId} className="mt-1.5 text-ink-muted">
          {description}
        </p>
      )}
      {children !== undefined && <div className="mt-4">{children}</div>}
      {actions && <div className="mt-5 flex flex-wrap justify-end gap-2">{actions}</div>}
    </dialog>,
    document.body,
  );
}
