"use client";

import { useState } from "react";
import type { TicketDto, TicketField } from "@/features/tickets/schema";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { RadioGroup } from "@/ui/radio-group";
import type { HistoryEntry } from "./ticket-history";
import { FIELD_WORDS, fieldInWords } from "./ticket-words";
import type { Conflict, WantedChange } from "./use-ticket-change";

const SHOWN_AS = { assigneeId: "assignee", teamId: "team" } as const;

/** Somebody changed the same thing meanwhile: field by field what they set and what was wanted, and the choice. */
export function ConflictDialog({ conflict, history, onSettle }: {
  conflict: Conflict;
  history: readonly HistoryEntry[];
  onSettle: (wanted: WantedChange | null) => void;
}) {
  const { current, fields, wanted } = conflict;
  const [mine, setMine] = useState<ReadonlySet<TicketField>>(new Set());
  const rest = Object.keys(wanted.input).some((field) => !fields.some((one) => one === field));

  function settle(): void {
    const dropped = fields.filter((field) => !mine.has(field));
    onSettle(mine.size > 0 || rest ? without(wanted, dropped) : null);
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onSettle(null)}
      title={fields.length === 1 && fields[0] ? `${FIELD_WORDS[fields[0]]} was changed meanwhile` : "This was changed meanwhile"}
      description="Somebody set something else while you were choosing. Which one should stand?"
      actions={
        <>
          <Button onClick={() => onSettle(null)}>Leave as it is</Button>
          <Button variant="primary" onClick={settle}>
            Use what I chose here
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-5">
        {fields.map((field) => {
          const who = lastToChange(history, field);
          return (
            <RadioGroup
              key={field}
              label={FIELD_WORDS[field]}
              value={mine.has(field) ? "mine" : "theirs"}
              onValueChange={(next) => setMine((all) => (next === "mine" ? new Set(all).add(field) : new Set([...all].filter((one) => one !== field))))}
              options={[
                { value: "theirs", label: fieldInWords(field, current), hint: who ? `Set by ${who}, and it stands now` : "It stands now" },
                { value: "mine", label: fieldInWords(field, { ...current, ...wanted.shown }), hint: "What you chose" },
              ]}
            />
          );
        })}
      </div>
    </Dialog>
  );
}

function lastToChange(history: readonly HistoryEntry[], field: TicketField): string | null {
  const shown = field === "assigneeId" || field === "teamId" ? SHOWN_AS[field] : field;
  return history.findLast((entry) => entry.changes?.[shown])?.actor?.name ?? null;
}

function without({ input, shown }: WantedChange, dropped: readonly TicketField[]): WantedChange {
  const keptIn = (field: string): boolean => !dropped.some((one) => one === field);
  const keptShown = (name: string): boolean => !dropped.some((one) => (one === "assigneeId" || one === "teamId" ? SHOWN_AS[one] : one) === name);
  const inputKept: WantedChange["input"] = Object.fromEntries(Object.entries(input).filter(([field]) => keptIn(field)));
  const shownKept: Partial<TicketDto> = Object.fromEntries(Object.entries(shown).filter(([name]) => keptShown(name)));
  return { input: inputKept, shown: shownKept };
}
