"use client";

import { useState, type ReactNode } from "react";
import type { TicketDto, TicketField } from "@/features/tickets/schema";
import { useSpeech } from "@/messages/translate-provider";
import type { Spoken, Translate } from "@/messages/translation";
import { listFormat } from "@/messages/list-format";
import { isolate } from "@/messages/isolate";
import { Button } from "@/ui/buttons/button";
import { Dialog } from "@/ui/overlays/dialog";
import { RadioGroup } from "@/ui/fields/radio-group";
import { excerptDifference } from "./difference";
import type { HistoryEntry } from "./history";
import { TICKET_FIELDS } from "@/features/tickets/fields";
import { fieldInWords } from "@/features/tickets/ui/ticket-words";
import type { Conflict, WantedChange } from "./use-ticket-change";

/** The props of ConflictDialog. */
export interface ConflictDialogProps {
  conflict: Conflict;
  history: readonly HistoryEntry[];
  /** The values to send after all; null keeps the present ones. */
  onSettle: (wanted: WantedChange | null) => void;
}

/** Another person changed the same fields meanwhile: shows for each field their value and the wanted one, and asks. */
export function ConflictDialog({ conflict, history, onSettle }: ConflictDialogProps) {
  const spoken = useSpeech();
  const { t, locale } = spoken;
  const { current, fields, wanted } = conflict;
  const [mine, setMine] = useState<ReadonlySet<TicketField>>(new Set(fields));
  const [only] = fields;
  const names = listFormat(locale).format(
    new Set(fields.flatMap((field) => lastToChange(history, field) ?? []).map(isolate)),
  );

  function settle(): void {
    const kept = without(
      wanted,
      fields.filter((field) => !mine.has(field)),
    );
    onSettle(Object.keys(kept.input).length > 0 ? kept : null);
  }

  return (
    <Dialog
      mustOpen
      open
      size="sm"
      onOpenChange={(open) => !open && onSettle(null)}
      title={
        fields.length === 1 && only
          ? t("openTicket.conflict.fieldChanged", { field: t(`tickets.field.${only}`) })
          : t("openTicket.conflict.changed")
      }
      description={
        names === "" ? t("openTicket.conflict.textUnknown") : t("openTicket.conflict.text", { names })
      }
      actions={
        <>
          <Button onClick={() => onSettle(null)}>{t("openTicket.conflict.cancel")}</Button>
          <Button variant="primary" onClick={settle}>
            {t("openTicket.conflict.use")}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-5">
        {fields.map((field) => (
          <RadioGroup
            key={field}
            label={t(`tickets.field.${field}`)}
            value={mine.has(field) ? "mine" : "theirs"}
            onValueChange={(next) =>
              setMine((all) =>
                next === "mine" ? new Set(all).add(field) : new Set([...all].filter((one) => one !== field)),
              )
            }
            options={[
              {
                value: "mine",
                label: inWords(spoken, field, { ...current, ...wanted.shown }, current),
                hint: t("openTicket.conflict.mine"),
              },
              {
                value: "theirs",
                label: inWords(spoken, field, current, { ...current, ...wanted.shown }),
                hint: theirs(t, lastToChange(history, field)),
              },
            ]}
          />
        ))}
      </div>
    </Dialog>
  );
}

function theirs(t: Translate, name: string | null): string {
  return name === null
    ? t("openTicket.conflict.theirsUnknown")
    : t("openTicket.conflict.theirs", { name: isolate(name) });
}

function lastToChange(history: readonly HistoryEntry[], field: TicketField): string | null {
  return history.findLast((entry) => entry.changes?.[TICKET_FIELDS[field].shown])?.actor?.name ?? null;
}

/** A description is shown around the first difference; any other value in the words of the page. */
function inWords(spoken: Spoken, field: TicketField, ticket: TicketDto, other: TicketDto): ReactNode {
  return field === "description" ? (
    <span dir="auto" className="block max-h-40 overflow-y-auto wrap-anywhere whitespace-pre-wrap">
      {excerptDifference(ticket.description, other.description)[0]}
    </span>
  ) : (
    <bdi>{fieldInWords(spoken, field, ticket)}</bdi>
  );
}

function without({ input, shown }: WantedChange, dropped: readonly TicketField[]): WantedChange {
  const inputKept: WantedChange["input"] = Object.fromEntries(
    Object.entries(input).filter(([field]) => !dropped.some((one) => one === field)),
  );
  const shownKept: WantedChange["shown"] = Object.fromEntries(
    Object.entries(shown).filter(([name]) => !dropped.some((one) => TICKET_FIELDS[one].shown === name)),
  );
  return { input: inputKept, shown: shownKept };
}
