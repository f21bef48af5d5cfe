"use client";

import { useQueryClient } from "@tanstack/react-query";
import { CircleAlert, CircleCheck } from "lucide-react";
import { useRef, useState, type RefObject } from "react";
import { newIdempotencyKey } from "@/client/api/api";
import type { MacroDto, MacroItem } from "@/features/macros/schema";
import type { ListedTicket, TicketField } from "@/features/tickets/schema";
import { fieldInWords } from "@/features/tickets/ui/ticket-words";
import { useTeams } from "@/features/tickets/ui/use-pickers";
import { useSpeech } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { ButtonLink } from "@/ui/buttons/button-link";
import { Dialog } from "@/ui/overlays/dialog";
import { toast } from "@/ui/overlays/toast";
import { Callout } from "@/ui/states/callout";
import { SkeletonText } from "@/ui/marks/skeleton";
import { Markdown } from "@/ui/text/markdown";
import { useTimeZone } from "@/ui/time/use-zone";
import { actionWords } from "./macro-words";
import { runMacro, useMacroPreview, useMacros } from "./use-macros";

/** The props of RunDialog. */
export interface RunDialogProps {
  tickets: readonly ListedTicket[];
  onClose: () => void;
}

/** Choosing a macro, what it would do here, and doing it: to one ticket, or to many with what came of each. */
export function RunDialog({ tickets, onClose }: RunDialogProps) {
  const { t } = useSpeech();
  const [macro, setMacro] = useState<MacroDto | null>(null);
  const first = useRef<HTMLButtonElement>(null);
  return macro ? (
    <Preview macro={macro} tickets={tickets} onBack={() => setMacro(null)} onClose={onClose} />
  ) : (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("macros.run.choose")}
      description={t("macros.run.on", { count: tickets.length, number: String(tickets[0]?.number ?? "") })}
      initialFocus={first}
    >
      <Choices first={first} onChoose={setMacro} />
    </Dialog>
  );
}

function Choices({
  first,
  onChoose,
}: {
  first: RefObject<HTMLButtonElement | null>;
  onChoose: (macro: MacroDto) => void;
}) {
  const { t } = useSpeech();
  const { macros, error } = useMacros();
  const teams = useTeams();
  const nameOf = (id: string): string | null => teams.find((team) => team.id === id)?.name ?? null;
  if (macros === null) {
    return error ? (
      <Callout tone="danger" live="alert">
        {error.message}
      </Callout>
    ) : (
      <SkeletonText lines={3} label={t("macros.loading")} />
    );
  }
  return macros.length === 0 ? (
    <div className="flex flex-col items-start gap-3">
      <p className="text-ink-muted">{t("macros.none.reason")}</p>
      <ButtonLink href="/macros">{t("macros.manage")}</ButtonLink>
    </div>
  ) : (
    <ul
      aria-label={t("macros.title")}
      className="-mx-2 flex max-h-[50dvh] flex-col gap-0.5 overflow-y-auto p-0.5"
    >
      {macros.map((macro, index) => (
        <li key={macro.id}>
          <button
            ref={index === 0 ? first : undefined}
            type="button"
            onClick={() => onChoose(macro)}
            className="flex w-full flex-col rounded-lg px-2.5 py-2 text-start transition-colors focus-ring-inset hover:bg-hover pointer-coarse:min-h-11"
          >
            <bdi className="font-medium wrap-anywhere">{macro.name}</bdi>
            <span className="text-note text-ink-muted">
              {actionWords(t, macro.actions, nameOf).join(" · ")}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function Preview({
  macro,
  tickets,
  onBack,
  onClose,
}: RunDialogProps & { macro: MacroDto; onBack: () => void }) {
  const { t } = useSpeech();
  const queries = useQueryClient();
  const [versions] = useState(() => Object.fromEntries(tickets.map(({ id, version }) => [id, version])));
  const [key] = useState(newIdempotencyKey);
  const { items: planned, error } = useMacroPreview({ macroId: macro.id, versions });
  const [done, setDone] = useState<readonly MacroItem[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const runButton = useRef<HTMLButtonElement>(null);
  const items = done ?? planned;
  const able = items?.filter(({ ok }) => ok).length ?? 0;
  const isLooking = items === null && error === null;
  async function run(): Promise<void> {
    setBusy(true);
    setProblem(null);
    try {
      const result = await runMacro({ macroId: macro.id, versions }, key);
      void queries.invalidateQueries({ queryKey: ["stats"] });
      if (result.every(({ ok }) => ok)) {
        toast.success(t("macros.run.done", { count: result.length }), { description: macro.name });
        onClose();
      } else {
        setDone(result);
      }
    } catch (failure) {
      setProblem(failure instanceof Error ? failure.message : t("ui.failed"));
    } finally {
      setBusy(false);
    }
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={<bdi>{macro.name}</bdi>}
      description={t(done ? "macros.run.cameOf" : "macros.run.would", { count: tickets.length })}
      initialFocus={runButton}
      actions={
        done ? (
          <Button onClick={onClose}>{t("macros.run.close")}</Button>
        ) : (
          <>
            <Button onClick={onBack}>{t("macros.run.back")}</Button>
            <Button
              ref={runButton}
              variant="primary"
              loading={isBusy || isLooking}
              disabled={able === 0 && !isLooking}
              onClick={() => void run()}
            >
              {t("macros.run.run", { count: able })}
            </Button>
          </>
        )
      }
    >
      {(problem ?? error) !== null && (
        <Callout tone="danger" live="alert" className="mb-3">
          {problem ?? error?.message}
        </Callout>
      )}
      {items === null ? (
        isLooking && <SkeletonText lines={3} label={t("macros.run.looking")} />
      ) : (
        <ul
          aria-label={t("macros.run.rows")}
          tabIndex={0}
          className="flex max-h-[55dvh] flex-col divide-y divide-line overflow-y-auto focus-ring"
        >
          {[...items]
            .sort((one, other) => Number(one.ok) - Number(other.ok))
            .map((item) => (
              <Row
                key={item.id}
                item={item}
                ticket={tickets.find(({ id }) => id === item.id)}
                isOnly={tickets.length === 1}
              />
            ))}
        </ul>
      )}
    </Dialog>
  );
}

const FIELDS = {
  status: "status",
  priority: "priority",
  category: "category",
  team: "teamId",
  assignee: "assigneeId",
  tags: "tags",
  dueAt: "dueAt",
} as const satisfies Record<string, TicketField>;

function Row({
  item,
  ticket,
  isOnly,
}: {
  item: MacroItem;
  ticket: ListedTicket | undefined;
  isOnly: boolean;
}) {
  const { t, locale } = useSpeech();
  const timeZone = useTimeZone();
  const words = (field: TicketField, of: ListedTicket): string =>
    fieldInWords({ t, locale, timeZone }, field, { ...of, description: "" });
  const after = item.ticket;
  const changed = Object.entries(FIELDS).filter(([shown]) => Object.hasOwn(item.changes ?? {}, shown));
  const Icon = item.ok ? CircleCheck : CircleAlert;
  return (
    <li className="flex gap-2.5 py-2.5">
      <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${item.ok ? "text-success" : "text-danger"}`} />
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        {!isOnly && ticket && (
          <p className="flex gap-2">
            <span className="shrink-0 text-ink-muted tabular-nums">#{ticket.number}</span>
            <span dir="auto" className="min-w-0 truncate">
              {ticket.title}
            </span>
          </p>
        )}
        {item.error && (
          <p className="text-danger-ink">{item.error.errors?.[0]?.message ?? item.error.detail}</p>
        )}
        {item.ok && after && ticket && (
          <>
            {changed.length === 0 && !item.comment && (
              <p className="text-ink-muted">{t("macros.run.nothing")}</p>
            )}
            {changed.map(([shown, field]) => (
              <p key={shown}>
                {t("macros.run.change", {
                  field: t(`tickets.field.${field}`),
                  from: words(field, ticket),
                  to: words(field, after),
                })}
              </p>
            ))}
            {item.comment && (
              <div className="mt-1 rounded-lg bg-canvas px-3 py-2 ring-1 ring-line">
                <p className="text-note text-ink-muted">
                  {t(item.comment.internal ? "macros.does.note" : "macros.does.reply")}
                </p>
                {isOnly && <Markdown>{item.comment.body}</Markdown>}
              </div>
            )}
          </>
        )}
      </div>
    </li>
  );
}
