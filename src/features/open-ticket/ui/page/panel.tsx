"use client";

import { memo, type ReactNode } from "react";
import { CategoryIcon } from "@/features/categories/ui/category-icon";
import { LinkedTickets } from "@/features/links/ui/linked-tickets";
import { TicketRequests } from "@/features/assignment-requests/ui/ticket-requests";
import { useTranslate } from "@/messages/translate-provider";
import { Badge } from "@/ui/marks/badge";
import { MultiCombobox } from "@/ui/fields/multi-combobox";
import { RelativeTime } from "@/ui/time/relative";
import { Select } from "@/ui/fields/select";
import { TicketAccessPanel } from "./access";
import { AssigneeValue } from "./assignee";
import { useTicket } from "@/features/open-ticket/ui/state/context";
import { DueValue } from "./due";
import { RequesterCard, WatcherList } from "./people";
import { canExplainAccess } from "@/features/tickets/policy";
import {
  categoryFallback,
  PriorityWord,
  priorityOptions,
  statusOptions,
  TicketStatus,
} from "@/features/tickets/ui/ticket-words";
import { findTags, useCategories, useTeams } from "@/features/tickets/ui/use-pickers";

/**
 * The ticket's properties beside its thread; agents change them here, one click each. It is not rendered
 * again while the person types.
 */
export const TicketPanel = memo(function TicketPanel() {
  const t = useTranslate();
  const { ticket, rights, viewer } = useTicket();
  return (
    <div className="flex flex-col divide-y divide-line">
      <section aria-label={t("openTicket.panel.requester")} className="p-4">
        <RequesterCard />
      </section>
      <section aria-label={t("openTicket.panel.properties")} className="p-4">
        <dl className="grid grid-cols-[5.5rem_minmax(0,1fr)] items-start gap-x-3 gap-y-0.5">
          <Property name={t("tickets.field.status")}>
            {rights.canWork ? <StatusValue /> : <TicketStatus status={ticket.status} />}
          </Property>
          <Property name={t("tickets.field.priority")}>
            {rights.canWork ? <PriorityValue /> : <PriorityWord priority={ticket.priority} />}
          </Property>
          <Property name={t("tickets.field.assigneeId")}>
            <AssigneeValue />
          </Property>
          <Property name={t("tickets.field.teamId")}>
            <TeamValue />
          </Property>
          <Property name={t("tickets.field.category")}>
            <CategoryValue />
          </Property>
          <Property name={t("tickets.field.dueAt")}>
            <DueValue />
          </Property>
          <Property name={t("tickets.field.tags")}>
            <TagsValue />
          </Property>
        </dl>
      </section>
      {rights.isStaff && <TicketRequests ticketId={ticket.id} mayDecide={rights.mayAssign} />}
      {rights.isStaff && <LinkedTickets ticketId={ticket.id} mayLink={rights.canWork} />}
      <section aria-label={t("openTicket.panel.watchers")} className="p-4">
        <WatcherList />
      </section>
      {canExplainAccess(viewer) && (
        <section aria-label={t("ticketAccess.title")} className="p-4">
          <TicketAccessPanel />
        </section>
      )}
      <section aria-label={t("openTicket.panel.times")} className="p-4">
        <dl className="grid grid-cols-[5.5rem_minmax(0,1fr)] gap-x-3">
          <TimeRow name={t("openTicket.panel.created")} at={ticket.createdAt} />
          <TimeRow
            name={t("openTicket.panel.firstReply")}
            at={ticket.firstResponseAt}
            none={t("openTicket.panel.notYet")}
          />
          {ticket.resolvedAt && <TimeRow name={t("openTicket.panel.resolved")} at={ticket.resolvedAt} />}
          {ticket.closedAt && <TimeRow name={t("openTicket.panel.closed")} at={ticket.closedAt} />}
          {ticket.archivedAt && <TimeRow name={t("openTicket.panel.archived")} at={ticket.archivedAt} />}
          {ticket.anonymisedAt && (
            <TimeRow name={t("openTicket.panel.anonymised")} at={ticket.anonymisedAt} />
          )}
          <TimeRow name={t("openTicket.panel.updated")} at={ticket.updatedAt} />
        </dl>
      </section>
    </div>
  );
});

function Property({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="flex min-h-(--control-sm) items-center text-ink-muted">{name}</dt>
      <dd className="flex min-h-(--control-sm) min-w-0 flex-col justify-center">{children}</dd>
    </>
  );
}

function TimeRow({ name, at, none = "" }: { name: string; at: string | null; none?: string }) {
  return (
    <>
      <dt className="flex min-h-7 items-center text-ink-muted">{name}</dt>
      <dd className="flex min-h-7 items-center">
        {at ? <RelativeTime at={at} /> : <span className="text-ink-faint">{none}</span>}
      </dd>
    </>
  );
}

function StatusValue() {
  const t = useTranslate();
  const { ticket, change } = useTicket();
  return (
    <Select
      appearance="plain"
      label={t("tickets.field.status")}
      options={statusOptions(t)}
      value={ticket.status}
      onValueChange={(status) => void change({ input: { status }, shown: { status } })}
    />
  );
}

function PriorityValue() {
  const t = useTranslate();
  const { ticket, change } = useTicket();
  return (
    <Select
      appearance="plain"
      label={t("tickets.field.priority")}
      options={priorityOptions(t)}
      value={ticket.priority}
      onValueChange={(priority) => void change({ input: { priority }, shown: { priority } })}
    />
  );
}

const NO_TEAM = "none";

function TeamValue() {
  const t = useTranslate();
  const { ticket, rights, change } = useTicket();
  const teams = useTeams();
  const known =
    ticket.team && !teams.some((team) => team.id === ticket.team?.id) ? [ticket.team, ...teams] : teams;
  if (!rights.canWork) {
    return (
      <span className={ticket.team ? "truncate" : "text-ink-faint"}>
        {ticket.team ? <bdi>{ticket.team.name}</bdi> : t("tickets.empty.teamId")}
      </span>
    );
  }
  return (
    <Select
      appearance="plain"
      label={t("tickets.field.teamId")}
      options={[
        { value: NO_TEAM, label: t("tickets.empty.teamId") },
        ...known.map((team) => ({
          value: team.id,
          label: team.name,
          ...(team.isPrivate ? { hint: t("openTicket.panel.privateTeam") } : {}),
        })),
      ]}
      value={ticket.team?.id ?? NO_TEAM}
      onValueChange={(id) => {
        const team = known.find((one) => one.id === id) ?? null;
        void change({ input: { teamId: team?.id ?? null }, shown: { team } });
      }}
    />
  );
}

function CategoryValue() {
  const t = useTranslate();
  const { ticket, rights, change } = useTicket();
  const categories = useCategories();
  const current = {
    value: ticket.category,
    label: categories.find(({ key }) => key === ticket.category)?.name ?? categoryFallback(ticket.category),
  };
  const options = categories.map(({ key, name, icon }) => ({
    value: key,
    label: name,
    icon: <CategoryIcon icon={icon} />,
  }));
  if (!rights.canWork) {
    return <bdi className="truncate">{current.label}</bdi>;
  }
  return (
    <Select
      appearance="plain"
      label={t("tickets.field.category")}
      options={options.some((one) => one.value === current.value) ? options : [current, ...options]}
      value={ticket.category}
      onValueChange={(category) => void change({ input: { category }, shown: { category } })}
    />
  );
}

function TagsValue() {
  const t = useTranslate();
  const { ticket, rights, change } = useTicket();
  if (!rights.canWork) {
    return (
      <span className="flex flex-wrap gap-1">
        {ticket.tags.length === 0 ? (
          <span className="text-ink-faint">{t("openTicket.panel.noTags")}</span>
        ) : (
          ticket.tags.map((tag) => (
            <Badge key={tag}>
              <bdi>{tag}</bdi>
            </Badge>
          ))
        )}
      </span>
    );
  }
  return (
    <MultiCombobox
      label={t("tickets.field.tags")}
      appearance="plain"
      placeholder={t(`openTicket.panel.${ticket.tags.length === 0 ? "addFirstTag" : "addTag"}`)}
      emptyText={t("openTicket.panel.newTag")}
      value={ticket.tags.map((tag) => ({ id: tag, label: tag }))}
      create={(label) => ({ id: label.toLowerCase(), label: label.toLowerCase() })}
      search={async (query, signal) =>
        (await findTags(query, signal)).map((tag) => ({ id: tag, label: tag }))
      }
      onValueChange={(items) => {
        const tags = [...new Set(items.map((item) => item.label.trim().toLowerCase()))].filter(Boolean);
        void change({ input: { tags }, shown: { tags } });
      }}
    />
  );
}
