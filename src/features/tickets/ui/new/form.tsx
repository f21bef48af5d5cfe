"use client";

import { useEffect, useRef, type ClipboardEvent, type FormEvent } from "react";
import { useMe } from "@/client/browser/me";
import { CategoryIcon } from "@/features/categories/ui/category-icon";
import type { CategoryDto } from "@/features/categories/schema";
import type { TeamDto } from "@/features/teams/schema";
import { CharactersLeft } from "@/features/drafts/ui/characters-left";
import { DraftMark } from "@/features/drafts/ui/draft-mark";
import { DraftOffers } from "@/features/drafts/ui/draft-offers";
import { useTranslate } from "@/messages/translate-provider";
import type { Priority } from "@/features/tickets/schema";
import { LIMITS } from "@/shared/limits";
import { Button } from "@/ui/buttons/button";
import { Callout } from "@/ui/states/callout";
import { Field } from "@/ui/fields/field";
import { FileDropZone } from "@/ui/files/drop";
import { Input } from "@/ui/fields/input";
import { KeyboardHint } from "@/ui/marks/kbd";
import { Select } from "@/ui/fields/select";
import { pastedFiles } from "@/ui/files/pasted";
import { Textarea } from "@/ui/fields/textarea";
import { toast } from "@/ui/overlays/toast";
import { NewTicketFiles, NewTicketSending } from "./files";
import { NewTicketFollows } from "./follows";
import { NewTicketRequester, NewTicketStaffFields } from "./staff";
import { priorityOptions } from "@/features/tickets/ui/ticket-words";
import { useFileQueue } from "./use-file-queue";
import { useNewTicket } from "./use-new-ticket";
import { draftInWords, useTicketDraft } from "./use-ticket-draft";

/** The data for a new ticket's form. */
export interface NewTicketFormProps {
  categories: readonly CategoryDto[];
  teams: readonly TeamDto[];
  maxFileBytes: number;
}

/** The form of a new ticket. What is typed stays until it was filed, through errors, reloads and lost connections. */
export function NewTicketForm({ categories, teams, maxFileBytes }: NewTicketFormProps) {
  const t = useTranslate();
  const me = useMe();
  const kept = useTicketDraft();
  const files = useFileQueue(maxFileBytes);
  const ticket = useNewTicket(files, kept.discard);
  const form = useRef<HTMLFormElement>(null);
  const { draft, set } = kept;
  const canFileForOthers = me.role === "agent" || me.role === "admin";
  const usualPriority = (key: string): Priority => {
    const usual = categories.find((one) => one.key === key)?.priority ?? "medium";
    return usual === "urgent" && !canFileForOthers ? "high" : usual;
  };
  const priorities = priorityOptions(t).filter((option) => option.value !== "urgent" || canFileForOthers);

  useEffect(() => {
    if (ticket.round > 0) {
      form.current
        ?.querySelector<HTMLElement>('[aria-invalid="true"], [data-invalid]:is(input, textarea, button)')
        ?.focus();
    }
  }, [ticket.round]);

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (ticket.phase === "writing") {
      void ticket.file(draft);
    }
  }

  function change(values: Parameters<typeof set>[0]): void {
    set(values);
    Object.keys(values)
      .flatMap((name) => ERRORS_OF[name] ?? [name])
      .forEach(ticket.clearError);
  }

  function discard(): void {
    const undo = kept.discard();
    toast.info(t("tickets.new.discarded"), { action: { label: t("tickets.new.undo"), onClick: undo } });
  }

  if (ticket.filed && (ticket.phase === "files" || ticket.phase === "stuck")) {
    return (
      <NewTicketSending
        ticket={ticket}
        number={ticket.filed.number}
        ticketId={ticket.filed.id}
        files={files}
      />
    );
  }
  return (
    <FileDropZone onFiles={files.add} label={t("tickets.new.drop")}>
      <form
        ref={form}
        noValidate
        onSubmit={submit}
        onPaste={(event) => takePasted(event, files.add)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
            event.preventDefault();
            form.current?.requestSubmit();
          }
        }}
        className="flex flex-col gap-5"
      >
        {ticket.message && (
          <Callout tone="danger" live="alert" title={t("tickets.new.notThrough")}>
            {ticket.message}
          </Callout>
        )}
        <DraftOffers draft={kept.kept} mode="swap" inWords={draftInWords} />
        {draft.followUpOf && (
          <NewTicketFollows
            followed={draft.followUpOf}
            error={ticket.errors["followUpOf"]}
            onDrop={() => change({ followUpOf: null })}
          />
        )}
        {canFileForOthers && <NewTicketRequester draft={draft} onChange={change} errors={ticket.errors} />}
        <Field
          label={t(`tickets.new.${me.isStaff ? "subject" : "requestSubject"}`)}
          error={ticket.errors["title"]}
        >
          <Input
            name="title"
            autoFocus={!canFileForOthers}
            placeholder={me.isStaff ? undefined : t("tickets.new.subjectExample")}
            value={draft.title}
            onChange={(event) => change({ title: event.target.value })}
          />
        </Field>
        <Field
          label={t(`tickets.new.${me.isStaff ? "text" : "requestText"}`)}
          error={ticket.errors["description"]}
          hint={t(`tickets.new.${me.isStaff ? "textHint" : "requestTextHint"}`)}
        >
          <Textarea
            name="description"
            minRows={me.isStaff ? 7 : 6}
            maxRows={24}
            value={draft.description}
            onChange={(event) => change({ description: event.target.value })}
          />
        </Field>
        <CharactersLeft text={draft.description} max={LIMITS.descriptionMax} className="-mt-3" />
        <NewTicketFiles queue={files} maxFileBytes={maxFileBytes} />
        <div className="grid gap-5 sm:grid-cols-2">
          <Field
            label={t(`tickets.new.${me.isStaff ? "category" : "requestCategory"}`)}
            control="button"
            optional
            error={ticket.errors["category"]}
          >
            <Select
              options={[
                { value: "", label: t("tickets.empty.category") },
                ...categories.map((one) => ({
                  value: one.key,
                  label: one.name,
                  icon: <CategoryIcon icon={one.icon} />,
                })),
              ]}
              value={draft.category}
              onValueChange={(category) =>
                // A priority that nobody chose follows the category.
                change({
                  category,
                  ...(draft.priority === usualPriority(draft.category)
                    ? { priority: usualPriority(category) }
                    : {}),
                })
              }
            />
          </Field>
          <Field
            label={t(`tickets.new.${me.isStaff ? "priority" : "requestPriority"}`)}
            control="button"
            error={ticket.errors["priority"]}
          >
            <Select
              options={
                me.isStaff
                  ? priorities
                  : REQUESTER_PRIORITIES.map((value) => ({
                      value,
                      label: t(`tickets.new.requestPriorities.${value}`),
                    }))
              }
              value={draft.priority}
              onValueChange={(priority) => change({ priority })}
            />
          </Field>
          {canFileForOthers && (
            <NewTicketStaffFields draft={draft} teams={teams} onChange={change} errors={ticket.errors} />
          )}
        </div>
        <div className="flex flex-wrap items-center gap-x-4 gap-y-3 border-t border-line pt-5">
          <Button
            type="submit"
            variant="primary"
            size="lg"
            loading={ticket.phase === "sending"}
            className="max-sm:w-full"
          >
            {t(`tickets.new.${me.isStaff ? "submit" : "requestSubmit"}`)}
          </Button>
          <KeyboardHint
            keys={["Ctrl", "Enter"]}
            className="text-ink-faint max-sm:hidden pointer-coarse:hidden"
          />
          <span className="ms-auto max-sm:mx-auto">
            <DraftMark draft={kept.kept} />
          </span>
          {kept.kept.text !== "" && (
            <Button variant="ghost" size="sm" onClick={discard} className="max-sm:mx-auto">
              {t("tickets.new.discard")}
            </Button>
          )}
        </div>
      </form>
    </FileDropZone>
  );
}

/** The API's field names where they differ from the form's. */
const ERRORS_OF: Record<string, readonly string[]> = {
  newPerson: ["requester.name", "requester.email"],
  requester: ["requesterId"],
  watchers: ["watcherIds"],
};

const REQUESTER_PRIORITIES = ["low", "medium", "high"] as const;

function takePasted(event: ClipboardEvent, add: (files: File[]) => void): void {
  const files = pastedFiles(event.clipboardData);
  if (files.length > 0) {
    event.preventDefault();
    add(files);
  }
}
