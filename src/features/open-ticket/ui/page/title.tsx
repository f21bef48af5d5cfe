"use client";

import { PencilLine } from "lucide-react";
import { useRef, useState } from "react";
import { DraftOffers } from "@/features/drafts/ui/draft-offers";
import { useDraft } from "@/features/drafts/ui/use-draft";
import { useTranslate } from "@/messages/translate-provider";
import { isLongerThan, isShorterThan } from "@/shared/characters";
import { LIMITS } from "@/shared/limits";
import { classNames } from "@/ui/class-names";
import { Field } from "@/ui/fields/field";
import { IconButton } from "@/ui/buttons/icon-button";
import { Input } from "@/ui/fields/input";
import { useTicket } from "@/features/open-ticket/ui/state/context";

/** A title that may need more than six lines on a phone. */
const LONG = 80;

/**
 * The ticket's title, as the page's heading; edited in place. Enter saves, Escape cancels. A bounded title
 * scrolls from six lines on: nothing is cut, and the keyboard can scroll it.
 */
export function TicketTitle({ className, isBounded = false }: { className: string; isBounded?: boolean }) {
  const t = useTranslate();
  const { ticket, rights, version, change } = useTicket();
  const draft = useDraft(ticket.id, "title");
  const [wantsEdit, setWantsEdit] = useState<boolean | null>(null);
  const [begun, setBegun] = useState({ title: ticket.title, since: version });
  const [isEmptied, setEmptied] = useState(false);
  const heading = useRef<HTMLDivElement>(null);
  const mayChange = rights.mayChange("title", "");
  // An edit was begun and not saved, in an earlier page or on another device: it continues.
  const isEditing = mayChange && (wantsEdit ?? draft.text !== "");
  const value = draft.text !== "" ? draft.text : isEmptied ? "" : begun.title;
  const error = isShorterThan(value.trim(), LIMITS.titleMin)
    ? t("openTicket.title.short", { count: LIMITS.titleMin })
    : isLongerThan(value.trim(), LIMITS.titleMax)
      ? t("openTicket.title.long", { count: LIMITS.titleMax })
      : null;

  function leave(): void {
    draft.write("");
    setEmptied(false);
    setWantsEdit(false);
    requestAnimationFrame(() => heading.current?.querySelector("button")?.focus());
  }

  function keep(): void {
    const title = value.trim();
    if (error) {
      return;
    }
    // Another person may have changed it meanwhile: an untouched value is no change of this person's.
    if (title !== begun.title) {
      void change({ input: { title }, shown: { title }, since: draft.version ?? begun.since });
    }
    leave();
  }

  function write(next: string): void {
    setEmptied(next === "");
    draft.write(next === begun.title ? "" : next, draft.text === "" ? begun.since : draft.version);
  }

  function begin(): void {
    setBegun({ title: ticket.title, since: version });
    setWantsEdit(true);
  }

  if (isEditing) {
    return (
      <div className="min-w-0 flex-1">
        <h1 className="sr-only">{ticket.title}</h1>
        <Field label={t("openTicket.title.label")} hideLabel error={error}>
          <Input
            autoFocus={wantsEdit === true}
            value={value}
            onChange={(event) => write(event.target.value)}
            onBlur={() => (error ? leave() : keep())}
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
        <DraftOffers draft={draft} mode="swap" />
      </div>
    );
  }
  return (
    <div ref={heading} className="group/title flex min-w-0 items-start gap-1">
      <h1
        dir="auto"
        tabIndex={isBounded && ticket.title.length > LONG ? 0 : undefined}
        className={classNames(
          "min-w-0 wrap-anywhere focus-ring",
          isBounded && "max-h-36 overflow-y-auto",
          className,
        )}
      >
        {ticket.title}
      </h1>
      {mayChange && (
        <span className="shrink-0 transition-opacity focus-within:opacity-100 group-hover/title:opacity-100 pointer-fine:opacity-0">
          <IconButton
            label={t("openTicket.title.edit")}
            size="sm"
            icon={<PencilLine aria-hidden />}
            onClick={begin}
          />
        </span>
      )}
    </div>
  );
}
