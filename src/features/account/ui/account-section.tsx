"use client";

import { useId, type ReactNode } from "react";

/** The props of AccountSection. */
export interface AccountSectionProps {
  title: string;
  description: string;
  /** Something to do with all of it, under the description. */
  action?: ReactNode;
  children: ReactNode;
}

/** A part of the account: what it is about at one side, where there is room, and what can be done at the other. */
export function AccountSection({ title, description, action, children }: AccountSectionProps) {
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      className="grid grid-cols-[minmax(0,1fr)] gap-x-10 gap-y-4 py-8 @2xl:grid-cols-[13rem_minmax(0,1fr)]"
    >
      <div>
        <h2 id={id} className="text-base font-semibold text-ink">
          {title}
        </h2>
        <p className="mt-1 text-note text-pretty text-ink-muted">{description}</p>
        {action && <div className="mt-3">{action}</div>}
      </div>
      <div className="flex min-w-0 flex-col gap-5">{children}</div>
    </section>
  );
}
