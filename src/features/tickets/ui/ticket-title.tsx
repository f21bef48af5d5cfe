"use client";

import { PencilLine } from "lucide-react";
import { useRef, useState } from "react";
import { LIMITS } from "@/shared/limits";
import { Field } from "@/ui/field";
import { IconButton } from "@/ui/icon-button";
import { Input } from "@/ui/input";
import { useTicket } from "./ticket-context";

/** The ticket's title, as the page's heading; changed in its place. Enter keeps, Escape takes back. */
export function TicketTitle({ className }: { className: string }) {
  const { ticket, rights, version, change } = useTicket();
  const [draft, setDraft] = useState<string | null>(null);
  const [begun, setBegun] = useState({ title: "", since: 0 });
  const heading = useRef<HTMLDivElement>(null);
  const length = draft?.trim().length ?? 0;
  const error =
    length < LIMITS.titleMin
      ? "A title needs at least 5 characters."
      : length > LIMITS.titleMax
        ? "A title has at most 200 characters."
        : null;

  function leave(): void {
    setDraft(null);
    requestAnimationFrame(() => heading.current?.querySelector("button")?.focus());
  }

  function keep(): void {
    const title = draft?.trim() ?? "";
    if (error) {
      return;
    }
    // Somebody else may have changed it meanwhile: what was not touched here is no change of this person's.
    if (title !== begun.title) {
      void change({ input: { title }, shown: { title }, since: begun.since });
    }
    leave();
  }

  function begin(): void {
    setBegun({ title: ticket.title, since: version });
    setDraft(ticket.title);
  }

  if (draft !== null) {
    return (
      <div className="min-w-0 flex-1">
        <h1 className="sr-only">{ticket.title}</h1>
        <Field label="Title" hideLabel error={error}>
          <Input
            autoFocus
            value={draft}
            onChange={(event) => setDraft(event.target.value)}
            onBlur={() => (error ? setDraft(null) : keep())}
            onKeyDown={(event) => {
              if (event.key === "Enter" && !event.nativeEvent.isComposing) {
                keep();
              } else if (event.key === "Escape") {
                leave();
              }
            }}
            className="font-semibold"
          />
        </Field>
      </div>
    );
  }
  return (
    <div ref={heading} className="group/title flex min-w-0 items-start gap-1">
      <h1 className={`min-w-0 wrap-anywhere ${className}`}>{ticket.title}</h1>
      {rights.mayChange("title", "") && (
        <span className="shrink-0 transition-opacity focus-within:opacity-100 group-hover/title:opacity-100 pointer-fine:opacity-0">
          <IconButton label="Edit the title" size="sm" icon={<PencilLine aria-hidden />} onClick={begin} />
        </span>
      )}
    </div>
  );
}
