"use client";

import { useMe } from "@/client/browser/me";
import type { TeamDto } from "@/features/teams/schema";
import { useTranslate } from "@/messages/translate-provider";
import { Avatar } from "@/ui/people/avatar";
import { Button } from "@/ui/buttons/button";
import { Combobox } from "@/ui/fields/combobox";
import type { ComboboxItem } from "@/ui/fields/combobox-popup";
import { Field } from "@/ui/fields/field";
import { EmailInput, Input } from "@/ui/fields/input";
import { MultiCombobox } from "@/ui/fields/multi-combobox";
import { Select } from "@/ui/fields/select";
import { personItem } from "@/features/tickets/ui/list/filter-choices";
import { findPeople, findTags } from "@/features/tickets/ui/use-pickers";
import type { Choice, TicketDraft } from "./use-ticket-draft";

/** The props of the staff's fields. */
export interface StaffFieldsProps {
  draft: TicketDraft;
  onChange: (change: Partial<TicketDraft>) => void;
  errors: Readonly<Record<string, string>>;
}

/** The requester: the person themselves, a chosen person, or one who has no account yet. */
export function NewTicketRequester({ draft, onChange, errors }: StaffFieldsProps) {
  const t = useTranslate();
  const me = useMe();
  if (draft.newPerson) {
    const person = draft.newPerson;
    return (
      <fieldset className="flex flex-col gap-3">
        <legend className="mb-1.5 text-ui font-medium">{t("tickets.new.newRequester")}</legend>
        <div className="grid gap-3 sm:grid-cols-2">
          <Field label={t("tickets.new.name")} error={errors["requester.name"]}>
            <Input
              name="requester.name"
              autoComplete="off"
              autoFocus
              value={person.name}
              onChange={(event) => onChange({ newPerson: { ...person, name: event.target.value } })}
            />
          </Field>
          <Field label={t("tickets.new.email")} error={errors["requester.email"]}>
            <EmailInput
              name="requester.email"
              autoComplete="off"
              value={person.email}
              onChange={(event) => onChange({ newPerson: { ...person, email: event.target.value } })}
            />
          </Field>
        </div>
        <div>
          <Button size="sm" variant="ghost" onClick={() => onChange({ newPerson: null })} className="-ms-2.5">
            {t("tickets.new.chooseKnown")}
          </Button>
        </div>
      </fieldset>
    );
  }
  return (
    <Field label={t("tickets.new.requester")} error={errors["requesterId"]}>
      <div className="flex flex-wrap items-center gap-2">
        <div className="min-w-0 flex-1 basis-60">
          <Combobox
            value={draft.requester && itemOf(draft.requester)}
            onValueChange={(item) => onChange({ requester: item && choiceOf(item) })}
            search={async (query, signal) =>
              (await findPeople(query, signal)).map((person) => personItem(t, person))
            }
            placeholder={t("tickets.new.requesterIsMe", { name: me.name })}
            emptyText={t("tickets.new.requesterUnknown")}
          />
        </div>
        <Button
          variant="ghost"
          onClick={() => onChange({ newPerson: { name: "", email: "" }, requester: null })}
        >
          {t("tickets.new.somebodyNew")}
        </Button>
      </div>
    </Field>
  );
}

/** Team, assignee and tags. */
export function NewTicketStaffFields({
  draft,
  onChange,
  errors,
  teams,
}: StaffFieldsProps & { teams: readonly TeamDto[] }) {
  const t = useTranslate();
  const people = async (query: string, signal: AbortSignal, assignable: boolean): Promise<ComboboxItem[]> =>
    (await findPeople(query, signal, { assignable })).map((person) => personItem(t, person));
  return (
    <>
      <Field label={t("tickets.new.team")} control="button" optional error={errors["teamId"]}>
        <Select
          options={[
            { value: "", label: t("tickets.empty.teamId") },
            ...teams.map((team) => ({ value: team.id, label: team.name })),
          ]}
          value={draft.teamId}
          onValueChange={(teamId) => onChange({ teamId })}
        />
      </Field>
      <Field label={t("tickets.new.assignee")} optional>
        <Combobox
          value={draft.assignee && itemOf(draft.assignee)}
          onValueChange={(item) => onChange({ assignee: item && choiceOf(item) })}
          search={(query, signal) => people(query, signal, true)}
          placeholder={t("tickets.empty.assignee")}
        />
      </Field>
      <Field label={t("tickets.new.tags")} optional error={errors["tags"]}>
        <MultiCombobox
          value={draft.tags.map((tag) => ({ id: tag, label: tag }))}
          onValueChange={(items) => onChange({ tags: items.map((item) => item.id) })}
          search={async (query, signal) =>
            (await findTags(query, signal)).map((tag) => ({ id: tag, label: tag }))
          }
          create={(label) => ({ id: label.trim().toLowerCase(), label: label.trim().toLowerCase() })}
          placeholder={t("tickets.new.tagsPlaceholder")}
        />
      </Field>
      <Field label={t("tickets.new.watchers")} optional error={errors["watcherIds"]}>
        <MultiCombobox
          value={draft.watchers.map(itemOf)}
          onValueChange={(items) => onChange({ watchers: items.map(choiceOf) })}
          search={(query, signal) => people(query, signal, false)}
          placeholder={t("tickets.new.watchersPlaceholder")}
        />
      </Field>
    </>
  );
}

function itemOf(choice: Choice): ComboboxItem {
  return { ...choice, icon: <Avatar id={choice.id} name={choice.label} size="xs" decorative /> };
}

function choiceOf(item: ComboboxItem): Choice {
  return { id: item.id, label: item.label, ...(item.hint ? { hint: item.hint } : {}) };
}
