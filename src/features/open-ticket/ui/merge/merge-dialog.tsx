"use client";

import { ArrowDown } from "lucide-react";
import { useRef, useState } from "react";
import { newIdempotencyKey } from "@/client/api/api";
import type { ListedTicket, TicketDto } from "@/features/tickets/schema";
import { TicketStatus } from "@/features/tickets/ui/ticket-words";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { RadioGroup } from "@/ui/fields/radio-group";
import { SearchInput } from "@/ui/fields/search-input";
import { SkeletonText } from "@/ui/marks/skeleton";
import { Dialog } from "@/ui/overlays/dialog";
import { Callout } from "@/ui/states/callout";
import { useMerge, useMergeTargets } from "./use-merge";

/** Choosing into which ticket this one is merged, what that means for whom, and doing it. */
export function MergeDialog({ ticket, onClose }: { ticket: TicketDto; onClose: () => void }) {
  const t = useTranslate();
  const [typed, setTyped] = useState("");
  const [target, setTarget] = useState<ListedTicket | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [key] = useState(newIdempotencyKey);
  const search = useRef<HTMLInputElement>(null);
  const { merge } = useMerge();
  const number = String(ticket.number);
  async function run(into: ListedTicket): Promise<void> {
    setBusy(true);
    setProblem(null);
    try {
      await merge(ticket, into, key + into.id.slice(-12));
      onClose();
    } catch (failure) {
      setProblem(failure instanceof Error ? failure.message : t("ui.failed"));
      setBusy(false);
    }
  }
  return (
    <Dialog
      open
      size="lg"
      onOpenChange={(open) => !open && onClose()}
      title={t("merging.title", { number })}
      description={t("merging.description")}
      initialFocus={search}
      actions={
        <>
          <Button onClick={onClose}>{t("merging.cancel")}</Button>
          <Button
            variant="primary"
            loading={isBusy}
            disabled={target === null}
            onClick={() => target && void run(target)}
          >
            {target ? t("merging.confirm", { into: String(target.number) }) : t("merging.choose")}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <SearchInput
          inputRef={search}
          label={t("merging.search")}
          value={typed}
          onValueChange={setTyped}
          autoComplete="off"
        />
        <Targets ticketId={ticket.id} typed={typed} target={target} onChoose={setTarget} />
        {target && <Preview ticket={ticket} target={target} />}
        {problem !== null && (
          <Callout tone="danger" live="alert">
            {problem}
          </Callout>
        )}
      </div>
    </Dialog>
  );
}

function Targets({
  ticketId,
  typed,
  target,
  onChoose,
}: {
  ticketId: string;
  typed: string;
  target: ListedTicket | null;
  onChoose: (ticket: ListedTicket) => void;
}) {
  const t = useTranslate();
  const { items, error } = useMergeTargets(ticketId, typed);
  if (error) {
    return (
      <Callout tone="danger" live="alert">
        {error.message}
      </Callout>
    );
  }
  if (items === null) {
    return <SkeletonText lines={3} label={t("merging.searching")} />;
  }
  if (items.length === 0) {
    return (
      <p role="status" className="text-ink-muted">
        {t("merging.nothing")}
      </p>
    );
  }
  return (
    <div className="max-h-[34dvh] overflow-y-auto p-0.5">
      <RadioGroup
        label={t("merging.targets")}
        value={target?.id ?? ""}
        onValueChange={(id) => {
          const chosen = items.find((one) => one.id === id);
          if (chosen) {
            onChoose(chosen);
          }
        }}
        options={items.map((one) => ({
          value: one.id,
          label: (
            <span className="wrap-anywhere">
              <span className="text-ink-muted tabular-nums">#{one.number}</span> <bdi>{one.title}</bdi>
            </span>
          ),
          hint: <bdi>{one.requester.name}</bdi>,
        }))}
      />
    </div>
  );
}

/** Both tickets, and in plain words who will see what. */
function Preview({ ticket, target }: { ticket: ListedTicket; target: ListedTicket }) {
  const t = useTranslate();
  const isSame = ticket.requester.id === target.requester.id;
  const goesPrivate = (target.team?.isPrivate ?? false) && !(ticket.team?.isPrivate ?? false);
  return (
    <section aria-label={t("merging.preview")} className="flex flex-col gap-2">
      <Side ticket={ticket} />
      <ArrowDown aria-hidden className="mx-auto size-4 text-ink-faint" />
      <Side ticket={target} />
      <Callout tone="warning">
        <ul className="flex list-disc flex-col gap-1 ps-4">
          <li>{t("merging.staffSee", { number: String(ticket.number), into: String(target.number) })}</li>
          <li>
            {isSame
              ? t.rich("merging.sameRequester", {
                  name: ticket.requester.name,
                  bdi: (name) => <bdi>{name}</bdi>,
                })
              : t.rich("merging.requesters", {
                  name: ticket.requester.name,
                  other: target.requester.name,
                  bdi: (name) => <bdi>{name}</bdi>,
                })}
          </li>
          {goesPrivate && (
            <li>
              {t.rich("merging.private", {
                team: target.team?.name ?? "",
                bdi: (name) => <bdi>{name}</bdi>,
              })}
            </li>
          )}
          <li>{t("merging.canUndo")}</li>
        </ul>
      </Callout>
    </section>
  );
}

function Side({ ticket }: { ticket: ListedTicket }) {
  const t = useTranslate();
  return (
    <div className="rounded-lg bg-canvas px-3 py-2 ring-1 ring-inset ring-line">
      <p className="font-medium wrap-anywhere text-ink">
        <span className="text-ink-muted tabular-nums">#{ticket.number}</span> <bdi>{ticket.title}</bdi>
      </p>
      <p className="flex flex-wrap items-center gap-x-3 text-note text-ink-muted">
        <bdi>{ticket.requester.name}</bdi>
        <TicketStatus status={ticket.status} />
        <span>{t("merging.messages", { count: ticket.commentCount })}</span>
        <span>{t("merging.files", { count: ticket.attachmentCount })}</span>
      </p>
    </div>
  );
}
