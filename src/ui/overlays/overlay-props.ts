import type { ReactElement, ReactNode, RefObject } from "react";
import type { OpeningTrigger } from "@/ui/on-demand/use-trigger";

/** The button that opens an overlay, as the overlay's own code gets it. */
export interface Opener {
  opener: OpeningTrigger | null;
}

/** What tells when an overlay opens: its button, or `open`. */
export interface OverlayProps {
  trigger?: ReactElement;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
}

/** The props of Dialog; open it by `trigger`, or by `open` and `onOpenChange`. */
export interface DialogProps {
  trigger?: ReactElement;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  children?: ReactNode;
  /** Buttons at the foot, the main one last. */
  actions?: ReactNode;
  size?: "sm" | "md" | "lg";
  /** The element with the initial focus; the first control by default. */
  initialFocus?: RefObject<HTMLElement | null>;
}

/** The props of Sheet; open it by `trigger`, or by `open` and `onOpenChange`. */
export interface SheetProps {
  trigger?: ReactElement;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  side?: "left" | "right" | "bottom";
  title: ReactNode;
  /** The title for screen readers only, and no bar at the top: the content brings its own. */
  bare?: boolean;
  children: ReactNode;
  className?: string;
}

/** The props of AlertDialog; open it by `trigger`, or by `open` and `onOpenChange`. */
export interface AlertDialogProps {
  trigger?: ReactElement;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
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

/** The props of Popover. */
export interface PopoverProps {
  /** One button element; it gets the popover's aria attributes. */
  trigger: ReactElement;
  /** A heading; with `label` instead it is for screen readers only. */
  title?: ReactNode;
  label?: string;
  children: ReactNode;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  align?: "start" | "center" | "end";
  side?: "top" | "bottom" | "left" | "right";
  className?: string;
}

/** The props of Menu: the button that opens it, and MenuItem, MenuLink, MenuRadio, MenuGroup, MenuSeparator inside. */
export interface MenuProps {
  /** One button element (Button, IconButton); it gets the menu's aria attributes. */
  trigger: ReactElement;
  children: ReactNode;
  align?: "start" | "center" | "end";
  side?: "top" | "bottom" | "left" | "right";
  className?: string;
  onOpenChange?: (open: boolean) => void;
}
