"use client";

import { ChevronsUpDown, UserRound } from "lucide-react";
import { useState, type ReactElement } from "react";
import { serverNow } from "@/client/browser/clock";
import { AskForm } from "@/features/assignment-requests/ui/ask-form";
import type { PersonDto } from "@/features/users/schema";
import { PersonAvatar } from "@/features/users/ui/person-avatar";
import { usePresenceStore } from "@/features/users/ui/presence-provider";
import { presenceWords } from "@/features/users/ui/presence-words";
import { useSpeech } from "@/messages/translate-provider";
import type { Translate } from "@/messages/translation";
import { Button } from "@/ui/buttons/button";
import { Combobox } from "@/ui/fields/combobox";
import type { ComboboxItem } from "@/ui/fields/combobox-popup";
import { Popover } from "@/ui/overlays/popover";
import { useTicket } from "@/features/open-ticket/ui/state/context";
import { findPeople } from "@/features/tickets/ui/use-pickers";

/** The props of AssigneePicker. */
export interface AssigneePickerProps {
  /** The button that opens it. */
  trigger: ReactElement;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
}

/** The picker of the assignee; says why where the person may not assign. */
export function AssigneePicker({ trigger, open, onOpenChange }: AssigneePickerProps) {
  const spoken = useSpeech();
  const { t } = spoken;
  const { ticket, viewer, rights, change } = useTicket();
  const [ownOpen, setOwnOpen] = useState(false);
  const presence = usePresenceStore();
  const [found, setFound] = useState<readonly PersonDto[]>([]);
  const isOpen = open ?? ownOpen;

  function show(next: boolean): void {
    setOwnOpen(next);
    onOpenChange?.(next);
  }

  function assign(person: PersonDto | null): void {
    show(false);
    if (person?.id !== ticket.assignee?.id) {
      void change({ input: { assigneeId: person?.id ?? null }, shown: { assignee: person } });
    }
  }

  async function search(query: string, signal: AbortSignal): Promise<ComboboxItem[]> {
    const people = await findPeople(query, signal, { assignable: true });
    setFound(people);
    const now = serverNow();
    return people.map((person) => {
      const words = presenceWords(spoken, presence?.get(person.id), person.lastSeenAt, now);
      return { ...toItem(person), ...(words ? { hint: words } : {}) };
    });
  }

  return (
    <Popover
      trigger={trigger}
      label={t("openTicket.assignee.title")}
      open={isOpen}
      onOpenChange={show}
      align="start"
      className="w-72 p-3"
    >
      {rights.mayAssign ? (
        <div className="flex flex-col gap-2">
          <Combobox
            label={t("openTicket.assignee.assignTo")}
            placeholder={t("openTicket.assignee.search")}
            emptyText={t("openTicket.assignee.nobodyFound")}
            autoFocus
            clearable={false}
            value={ticket.assignee ? toItem(ticket.assignee) : null}
            onValueChange={(item) => {
              const person = found.find((one) => one.id === item?.id);
              if (person) {
                assign(person);
              }
            }}
            search={search}
          />
          <div className="flex gap-2">
            {ticket.assignee?.id !== viewer.id && (
              <Button
                size="sm"
                onClick={() =>
                  assign({ id: viewer.id, name: viewer.name, role: viewer.role, avatarUrl: null })
                }
              >
                {t("openTicket.assignee.toMe")}
              </Button>
            )}
            {ticket.assignee && (
              <Button size="sm" variant="ghost" onClick={() => assign(null)}>
                {t("openTicket.assignee.toNobody")}
              </Button>
            )}
          </div>
        </div>
      ) : ticket.team && rights.canWork ? (
        <AskForm ticketId={ticket.id} team={ticket.team} onAsked={() => show(false)} />
      ) : (
        <p className="text-ink-muted">{t("openTicket.assignee.staffAssigns")}</p>
      )}
    </Popover>
  );
}

/** The assignee in the list of properties: picture and name, opening the picker. */
export function AssigneeValue() {
  const spoken = useSpeech();
  const { t } = spoken;
  const { ticket, rights } = useTicket();
  const person = ticket.assignee;
  const content = (
    <>
      {person ? (
        <PersonAvatar person={person} size="xs" />
      ) : (
        <UserRound aria-hidden className="size-4 text-ink-faint" />
      )}
      <span dir="auto" className={person ? "truncate" : "truncate text-ink-faint"}>
        {person?.name ?? t("tickets.empty.assignee")}
      </span>
    </>
  );
  if (!rights.canWork) {
    return <span className="flex min-h-(--control-sm) items-center gap-2">{content}</span>;
  }
  return (
    <AssigneePicker
      trigger={
        <button
          type="button"
          aria-label={assigneeLabel(t, person)}
          className="group -mx-2 flex min-h-(--control-sm) w-[calc(100%+1rem)] items-center gap-2 rounded-md px-2 text-start text-ui transition-colors focus-ring-inset hover:bg-hover data-popup-open:bg-hover"
        >
          {content}
          <ChevronsUpDown
            aria-hidden
            className="ms-auto size-3.5 shrink-0 text-ink-faint opacity-0 transition-opacity group-hover:opacity-100 group-focus-visible:opacity-100 group-data-popup-open:opacity-100 pointer-coarse:opacity-100"
          />
        </button>
      }
    />
  );
}

/** The label of the button that opens the picker: the present assignee. */
export function assigneeLabel(t: Translate, person: PersonDto | null): string {
  return person ? t("openTicket.assignee.is", { name: person.name }) : t("openTicket.assignee.isNobody");
}

function toItem(person: PersonDto): ComboboxItem {
  return {
    id: person.id,
    label: person.name,
    ...(person.email ? { hint: person.email } : {}),
    icon: <PersonAvatar person={person} />,
  };
}
