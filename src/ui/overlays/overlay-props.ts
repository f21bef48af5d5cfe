import type { ReactNode, RefObject } from "react";

/** What says when an overlay is open. */
export interface OverlayProps {
  open: boolean;
  onOpenChange?: (open: boolean) => void;
}

/** The props of Dialog. */
export interface DialogProps extends OverlayProps {
  title: ReactNode;
  description?: ReactNode;
  children?: ReactNode;
  /** Buttons at the foot, the main one last. */
  actions?: ReactNode;
  size?: "sm" | "md" | "lg";
  /** The element with the initial focus; the first control by default. */
  initialFocus?: RefObject<HTMLElement | null>;
  /**
   * It opens as the browser's own dialog where its code could not be fetched, instead of saying that: for what matters when the
   * connection is gone, and for what is shown only once. Nothing in it may open over it, such as a select.
   */
  mustOpen?: boolean;
}

/** The props of Sheet. */
export interface SheetProps extends OverlayProps {
  side?: "left" | "right" | "bottom";
  title: ReactNode;
  /** The title for screen readers only, and no bar at the top: the content brings its own. */
  bare?: boolean;
  children: ReactNode;
  className?: string;
}

/** The props of AlertDialog. */
export interface AlertDialogProps extends OverlayProps {
  /** The question, naming the thing: "Delete this comment?". */
  title: ReactNode;
  /** The consequence, and whether it can be undone. */
  description: ReactNode;
  /** The verb, as on the button that led here: "Delete". */
  confirmLabel: string;
  cancelLabel?: string;
  /** For a destructive action: the button is red, and Cancel has the focus. */
  danger?: boolean;
  /** May return a promise: the dialog is busy until it settles, closes when it resolves, and stays open when it rejects. */
  onConfirm: () => void | Promise<void>;
}
