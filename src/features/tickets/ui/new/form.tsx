"use client";

import { useEffect, useRef, type ClipboardEvent, type FormEvent } from "react";
import { useMe } from "@/client/browser/me";
import type { CategoryDto } from "@/features/organisations/schema";
import type { TeamDto } from "@/features/teams/schema";
import { CharactersLeft } from "@/features/drafts/ui/characters-left";
import { DraftMark } from "@/features/drafts/ui/draft-mark";
import { DraftOffers } from "@/features/drafts/ui/draft-offers";
import { LIMITS } from "@/shared/limits";
import { Button } from "@/ui/button";
import { Callout } from "@/ui/callout";
import { Field } from "@/ui/field";
import { FileDropZone } from "@/ui/file-drop";
import { Input } from "@/ui/input";
import { KeyboardHint } from "@/ui/kbd";
import { Select } from "@/ui/select";
import { pastedFiles } from "@/ui/pasted-files";
import { Textarea } from "@/ui/textarea";
import { toast } from "@/ui/toast";
import { NewTicketFiles, NewTicketSending } from "./files";
import { NewTicketFollows } from "./follows";
import { NewTicketRequester, NewTicketStaffFields } from "./staff";
import { PRIORITY_OPTIONS } from "@/features/tickets/ui/ticket-words";
import { useFileQueue } from "./use-file-queue";
import { useNewTicket } from "./use-new-ticket";
import { draftInWords, useTicketDraft } from "./use-ticket-draft";

/** What a form for a new ticket needs to know of the desk. */
export interface NewTicketFormProps {
  categories: readonly CategoryDto[];
  teams: readonly TeamDto[];
  maxFileBytes: number;
}

/** The form of a new ticket. What is typed stays until it was filed, through errors, reloads and lost connections. */
export function NewTicketForm({ categories, teams, maxFileBytes }: NewTicketFormProps) {
  const me = useMe();
  const kept = useTicketDraft();
  const files = useFileQueue(maxFileBytes);
  const ticket = useNewTicket(files, kept.discard);
  const form = useRef<HTMLFormElement>(null);
  const { draft, set } = kept;
  const canFileForOthers = me.role === "agent" || me.role === "admin";
  const priorities = PRIORITY_OPTIONS.filter((option) => option.value !== "urgent" || canFileForOthers);

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
    toast.info("The draft was discarded", { action: { label: "Undo", onClick: undo } });
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
    <FileDropZone onFiles={files.add} label="Drop to add to this ticket">
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
          <Callout tone="danger" live="alert" title="It has not gone through yet">
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
        <Field label={me.isStaff ? "Title" : "What is it about?"} error={ticket.errors["title"]}>
          <Input
            name="title"
            autoFocus={!canFileForOthers}
            placeholder={me.isStaff ? undefined : "For example: The printer on the second floor is stuck"}
            value={draft.title}
            onChange={(event) => change({ title: event.target.value })}
          />
        </Field>
        <Field
          label={me.isStaff ? "Description" : "What happened?"}
          error={ticket.errors["description"]}
          hint={
            me.isStaff
              ? "Markdown works. Files can be pasted and dropped anywhere here."
              : "What did you do, what did you expect, what came instead? Pictures can be pasted right in."
          }
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
            label={me.isStaff ? "Category" : "What kind of thing is it?"}
            control="button"
            optional
            error={ticket.errors["category"]}
          >
            <Select
              options={[
                { value: "", label: "Not sure" },
                ...categories.map((one) => ({ value: one.key, label: one.name })),
              ]}
              value={draft.category}
              onValueChange={(category) => change({ category })}
            />
          </Field>
          <Field
            label={me.isStaff ? "Priority" : "How urgent is it?"}
            control="button"
            error={ticket.errors["priority"]}
          >
            <Select
              options={me.isStaff ? priorities : REQUESTER_PRIORITIES}
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
            {me.isStaff ? "File ticket" : "Send request"}
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
              Discard
            </Button>
          )}
        </div>
      </form>
    </FileDropZone>
  );
}

/** Where the API's messages about a field are found, unless under its own name. */
const ERRORS_OF: Record<string, readonly string[]> = {
  newPerson: ["requester.name", "requester.email"],
  requester: ["requesterId"],
  watchers: ["watcherIds"],
};

const REQUESTER_PRIORITIES = [
  { value: "low", label: "It can wait" },
  { value: "medium", label: "Normal" },
  { value: "high", label: "I cannot work" },
] as const;

function takePasted(event: ClipboardEvent, add: (files: File[]) => void): void {
  const files = pastedFiles(event.clipboardData);
  if (files.length > 0) {
    event.preventDefault();
    add(files);
  }
}
