"use client";

import { memo, type ReactNode } from "react";
import { Badge } from "@/ui/badge";
import { MultiCombobox } from "@/ui/multi-combobox";
import { RelativeTime } from "@/ui/relative-time";
import { Select } from "@/ui/select";
import { AssigneeValue } from "./assignee";
import { useTicket } from "@/features/open-ticket/ui/state/context";
import { DueValue } from "./due";
import { FollowsLine } from "./follows";
import { RequesterCard, WatcherList } from "./people";
import {
  categoryFallback,
  PriorityWord,
  PRIORITY_OPTIONS,
  STATUS_OPTIONS,
  TicketStatus,
} from "@/features/tickets/ui/ticket-words";
import { findTags, useCategories, useTeams } from "@/features/tickets/ui/use-pickers";

/**
 * Everything that is known of a ticket beside its thread; whoever works on it changes it here, one press each. It stays
 * as it is while somebody writes: what is typed is none of its business.
 */
export const TicketPanel = memo(function TicketPanel() {
  const { ticket, rights } = useTicket();
  return (
    <div className="flex flex-col divide-y divide-line">
      <section aria-label="Requester" className="p-4">
        <RequesterCard />
      </section>
      <section aria-label="Properties" className="p-4">
        <dl className="grid grid-cols-[5.5rem_minmax(0,1fr)] items-start gap-x-3 gap-y-0.5">
          <Property name="Status">
            {rights.works ? <StatusValue /> : <TicketStatus status={ticket.status} />}
          </Property>
          <Property name="Priority">
            {rights.works ? <PriorityValue /> : <PriorityWord priority={ticket.priority} />}
          </Property>
          <Property name="Assignee">
            <AssigneeValue />
          </Property>
          <Property name="Team">
            <TeamValue />
          </Property>
          <Property name="Category">
            <CategoryValue />
          </Property>
          <Property name="Due">
            <DueValue />
          </Property>
          <Property name="Tags">
            <TagsValue />
          </Property>
        </dl>
      </section>
      {ticket.followUpOf && (
        <section aria-label="Earlier ticket" className="p-4">
          <FollowsLine followed={ticket.followUpOf} />
        </section>
      )}
      <section aria-label="Watchers" className="p-4">
        <WatcherList />
      </section>
      <section aria-label="Times" className="p-4">
        <dl className="grid grid-cols-[5.5rem_minmax(0,1fr)] gap-x-3">
          <TimeRow name="Created" at={ticket.createdAt} />
          <TimeRow name="First reply" at={ticket.firstResponseAt} none="Not yet" />
          {ticket.resolvedAt && <TimeRow name="Resolved" at={ticket.resolvedAt} />}
          {ticket.closedAt && <TimeRow name="Closed" at={ticket.closedAt} />}
          <TimeRow name="Updated" at={ticket.updatedAt} />
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
  const { ticket, change } = useTicket();
  return (
    <Select
      look="plain"
      label="Status"
      options={STATUS_OPTIONS}
      value={ticket.status}
      onValueChange={(status) => void change({ input: { status }, shown: { status } })}
    />
  );
}

function PriorityValue() {
  const { ticket, change } = useTicket();
  return (
    <Select
      look="plain"
      label="Priority"
      options={PRIORITY_OPTIONS}
      value={ticket.priority}
      onValueChange={(priority) => void change({ input: { priority }, shown: { priority } })}
    />
  );
}

const NO_TEAM = "none";

function TeamValue() {
  const { ticket, rights, change } = useTicket();
  const teams = useTeams();
  const known =
    ticket.team && !teams.some((team) => team.id === ticket.team?.id) ? [ticket.team, ...teams] : teams;
  if (!rights.works) {
    return (
      <span className={ticket.team ? "truncate" : "text-ink-faint"}>{ticket.team?.name ?? "No team"}</span>
    );
  }
  return (
    <Select
      look="plain"
      label="Team"
      options={[
        { value: NO_TEAM, label: "No team" },
        ...known.map((team) => ({
          value: team.id,
          label: team.name,
          ...(team.isPrivate ? { hint: "Private" } : {}),
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
  const { ticket, rights, change } = useTicket();
  const categories = useCategories();
  const current = {
    value: ticket.category,
    label: categories.find(({ key }) => key === ticket.category)?.name ?? categoryFallback(ticket.category),
  };
  const options = categories.map(({ key, name }) => ({ value: key, label: name }));
  if (!rights.works) {
    return <span className="truncate">{current.label}</span>;
  }
  return (
    <Select
      look="plain"
      label="Category"
      options={options.some((one) => one.value === current.value) ? options : [current, ...options]}
      value={ticket.category}
      onValueChange={(category) => void change({ input: { category }, shown: { category } })}
    />
  );
}

function TagsValue() {
  const { ticket, rights, change } = useTicket();
  if (!rights.works) {
    return (
      <span className="flex flex-wrap gap-1">
        {ticket.tags.length === 0 ? (
          <span className="text-ink-faint">None</span>
        ) : (
          ticket.tags.map((tag) => <Badge key={tag}>{tag}</Badge>)
        )}
      </span>
    );
  }
  return (
    <MultiCombobox
      label="Tags"
      look="plain"
      placeholder={ticket.tags.length === 0 ? "Add a tag" : "Add"}
      emptyText="Type to make a new tag"
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
