import type { ReactNode } from "react";
import { classNames } from "@/ui/class-names";
import { SkipLink } from "./skip-link";

/** The props of PlainShell. */
export interface PlainShellProps {
  /** The brand, as a link home. */
  brand: ReactNode;
  /** Links and menus at the right of the top bar. */
  actions?: ReactNode;
  connectionBar?: ReactNode;
  /** Above the page, with which it scrolls: what everybody should read. */
  banner?: ReactNode;
  children: ReactNode;
}

/** A spacious page under a top bar, in one column at 16 px: for requesters. */
export function PlainShell({ brand, actions, connectionBar, banner, children }: PlainShellProps) {
  return (
    <div className="roomy flex min-h-dvh flex-col bg-canvas">
      <SkipLink />
      {banner}
      <div className="sticky top-0 z-30">
        {connectionBar}
        <header className="border-b border-line bg-canvas/92 backdrop-blur-sm">
          <div className="mx-auto flex h-14 max-w-3xl items-center justify-between gap-3 px-4 sm:px-6">
            {brand}
            <div className="-me-2 flex min-w-0 items-center gap-1">{actions}</div>
          </div>
        </header>
      </div>
      <main
        id="main"
        tabIndex={-1}
        className="mx-auto w-full max-w-3xl flex-1 px-4 py-8 outline-none sm:px-6 sm:py-10"
      >
        {children}
      </main>
    </div>
  );
}

/** The props of CenteredShell. */
export interface CenteredShellProps {
  brand: ReactNode;
  title: ReactNode;
  description?: ReactNode;
  children: ReactNode;
  /** Above the form: what everybody should read. */
  banner?: ReactNode;
  /** Below the form: other sign-in methods, small print. */
  footer?: ReactNode;
  /** Twice as wide where there is room: what it holds stands in two columns. */
  wide?: boolean;
}

/** A page with one small form: signing in, registering, the first run. */
export function CenteredShell({
  brand,
  title,
  description,
  children,
  banner,
  footer,
  wide,
}: CenteredShellProps) {
  return (
    <div className="roomy flex min-h-dvh flex-col items-center bg-canvas px-4 py-10 sm:py-[12dvh]">
      <main
        id="main"
        tabIndex={-1}
        className={classNames("flex w-full max-w-104 flex-col outline-none", wide && "lg:max-w-4xl")}
      >
        <div className="mb-8 flex justify-center">{brand}</div>
        {banner}
        <div className="rounded-2xl bg-surface p-6 shadow-float sm:p-8">
          <h1 className="text-title font-semibold tracking-[-0.015em]">{title}</h1>
          {description && <p className="mt-1.5 text-pretty text-ink-muted">{description}</p>}
          <div className="mt-6">{children}</div>
        </div>
        {footer && <div className="mt-6 text-center text-sm text-ink-muted">{footer}</div>}
      </main>
    </div>
  );
}
