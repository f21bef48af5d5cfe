"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ApiError, callApi, newIdempotencyKey } from "@/client/api/api";
import { readTryKey, saveTryKey } from "@/features/drafts/ui/drafts";
import { useMe } from "@/client/browser/me";
import type { CreateTicketInput, TicketDto } from "@/features/tickets/schema";
import { useTranslate } from "@/messages/translate-provider";
import type { Translate } from "@/messages/translation";
import { isLongerThan, isShorterThan } from "@/shared/characters";
import { LIMITS } from "@/shared/limits";
import { toast } from "@/ui/overlays/toast";
import type { FileQueue } from "./use-file-queue";
import type { TicketDraft } from "./use-ticket-draft";

/** Filing the ticket in the form. */
export interface NewTicket {
  /** "sending" the ticket, then its "files"; "stuck" when the ticket is filed and a file did not arrive. */
  phase: "writing" | "sending" | "files" | "stuck";
  /** By field name. */
  errors: Readonly<Record<string, string>>;
  /** The error of the form as a whole. */
  message: string | null;
  /** The ticket, once it exists. */
  filed: TicketDto | null;
  /** Grows with each attempt that failed with errors. */
  round: number;
  file(draft: TicketDraft): Promise<void>;
  clearError(field: string): void;
  /** Goes to the ticket. */
  leave(): void;
}

/** Files the ticket, then uploads its files, then goes there. A retry after a lost answer never files it twice. */
export function useNewTicket(files: FileQueue, onFiled: () => void): NewTicket {
  const t = useTranslate();
  const me = useMe();
  const router = useRouter();
  const queries = useQueryClient();
  const [phase, setPhase] = useState<NewTicket["phase"]>("writing");
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const [message, setMessage] = useState<string | null>(null);
  const [filed, setFiled] = useState<TicketDto | null>(null);
  const [round, setRound] = useState(0);

  function fail(found: Record<string, string>, text: string | null): void {
    setErrors(found);
    setMessage(text);
    setPhase("writing");
    setRound((last) => last + 1);
  }

  async function create(draft: TicketDraft): Promise<TicketDto | null> {
    // One key for one submission, whatever happens to the page in between; it is forgotten once the ticket exists.
    const key = readTryKey(me.id) ?? newIdempotencyKey();
    saveTryKey(me.id, key);
    try {
      return await callApi<TicketDto>("/api/tickets", {
        method: "POST",
        body: bodyOf(draft, me.isStaff),
        idempotencyKey: key,
        personId: me.id,
      });
    } catch (error) {
      if (error instanceof ApiError && error.code === "key_reused") {
        saveTryKey(me.id, null);
        fail({}, t("tickets.new.earlierTry"));
      } else if (error instanceof ApiError) {
        const found = fieldErrors(error);
        fail(found, Object.keys(found).length > 0 ? null : error.message);
      } else {
        fail({}, t("tickets.new.broke"));
      }
      return null;
    }
  }

  function leave(ticket: TicketDto): void {
    const number = String(ticket.number);
    toast.success(t(`tickets.new.${me.isStaff ? "filed" : "requestFiled"}`, { number }));
    router.push(`/tickets/${ticket.number}`);
  }

  async function file(draft: TicketDraft): Promise<void> {
    const wrong = check(t, draft);
    if (Object.keys(wrong).length > 0) {
      fail(wrong, null);
      return;
    }
    setErrors({});
    setMessage(null);
    setPhase("sending");
    const ticket = await create(draft);
    if (!ticket) {
      return;
    }
    saveTryKey(me.id, null);
    setFiled(ticket);
    onFiled();
    void queries.invalidateQueries({ queryKey: ["tickets"], refetchType: "none" });
    if (draft.assignee) {
      await assign(t, ticket, draft.assignee.id);
    }
    setPhase("files");
    if (await files.send(ticket.id)) {
      leave(ticket);
    } else {
      setPhase("stuck");
    }
  }

  return {
    phase,
    errors,
    message,
    filed,
    round,
    file,
    clearError: (field) =>
      setErrors((all) =>
        field in all ? Object.fromEntries(Object.entries(all).filter(([name]) => name !== field)) : all,
      ),
    leave: () => filed && leave(filed),
  };
}

async function assign(t: Translate, ticket: TicketDto, assigneeId: string): Promise<void> {
  await callApi(`/api/tickets/${ticket.id}`, { method: "PATCH", body: { assigneeId } }).catch(
    (error: unknown) => {
      toast.error(t("tickets.new.notAssigned"), {
        description: error instanceof Error ? error.message : undefined,
      });
    },
  );
}

function bodyOf(draft: TicketDraft, isStaff: boolean): CreateTicketInput {
  const base = {
    title: draft.title.trim(),
    description: draft.description,
    priority: draft.priority,
    ...(draft.category ? { category: draft.category } : {}),
    ...(draft.followUpOf ? { followUpOf: draft.followUpOf.id } : {}),
  };
  if (!isStaff) {
    return base;
  }
  return {
    ...base,
    ...(draft.teamId ? { teamId: draft.teamId } : {}),
    ...(draft.tags.length > 0 ? { tags: draft.tags } : {}),
    ...(draft.watchers.length > 0 ? { watcherIds: draft.watchers.map((one) => one.id) } : {}),
    ...(draft.newPerson
      ? { requester: draft.newPerson }
      : draft.requester
        ? { requesterId: draft.requester.id }
        : {}),
  };
}

/** The errors that can be found without the server, in the server's words. */
function check(t: Translate, draft: TicketDraft): Record<string, string> {
  return {
    ...(draft.newPerson && draft.newPerson.name.trim() === ""
      ? { "requester.name": t("tickets.new.error.name") }
      : {}),
    ...(draft.newPerson && !draft.newPerson.email.includes("@")
      ? { "requester.email": t("tickets.new.error.email") }
      : {}),
    ...outside("title", draft.title, LIMITS.titleMin, LIMITS.titleMax, {
      short: t("tickets.new.error.titleShort", { count: LIMITS.titleMin }),
      long: t("tickets.new.error.titleLong", { count: LIMITS.titleMax }),
    }),
    ...outside("description", draft.description, LIMITS.descriptionMin, LIMITS.descriptionMax, {
      short: t("tickets.new.error.textShort", { count: LIMITS.descriptionMin }),
      long: t("tickets.new.error.textLong", { count: LIMITS.descriptionMax }),
    }),
  };
}

function outside(
  field: string,
  value: string,
  least: number,
  most: number,
  words: { short: string; long: string },
): Record<string, string> {
  const text = value.trim();
  return isShorterThan(text, least)
    ? { [field]: words.short }
    : isLongerThan(text, most)
      ? { [field]: words.long }
      : {};
}

const SHOWN = [
  "title",
  "description",
  "category",
  "priority",
  "teamId",
  "tags",
  "requesterId",
  "requester.name",
  "requester.email",
  "watcherIds",
  "followUpOf",
];

/** Each message at its field; "tags.0" belongs to tags. */
function fieldErrors(error: ApiError): Record<string, string> {
  const found: Record<string, string> = {};
  for (const { path, message } of error.errors) {
    const field = SHOWN.find((name) => path === name || path.startsWith(`${name}.`));
    if (field !== undefined) {
      found[field] ??= message;
    }
  }
  return found;
}
