"use client";

import {
  AlarmClock,
  CircleCheck,
  Flame,
  Hourglass,
  Inbox,
  Layers,
  Archive,
  UserRound,
  UsersRound,
} from "lucide-react";
import { usePathname, useSearchParams } from "next/navigation";
import { useMe, type Me } from "@/client/browser/me";
import type { TicketStats } from "@/features/tickets/schema";
import { useTranslate } from "@/messages/translate-provider";
import type { Translate } from "@/messages/translation";
import type { NavItem, NavSection } from "@/ui/shell/sidebar-item";
import { listHref, readListQuery } from "./query";
import { useTicketStats } from "./use-ticket-stats";

const ACTIVE = "status=open,in_progress,waiting";

/** The first view of staff: all active tickets. */
export const HOME = listHref(ACTIVE);

/** A list that has a name. */
interface View {
  search: string;
  title: (t: Translate) => string;
  icon: NavItem["icon"];
  count: (stats: TicketStats) => number;
  /** Asks for attention while it is not empty. */
  urgent?: boolean;
}

const WORK: readonly View[] = [
  {
    search: `${ACTIVE}&assignee=me`,
    title: (t) => t("tickets.view.mine"),
    icon: <UserRound />,
    count: (stats) => stats.mine,
  },
  {
    search: `${ACTIVE}&assignee=none`,
    title: (t) => t("tickets.view.unassigned"),
    icon: <Inbox />,
    count: (stats) => stats.unassigned,
  },
  {
    search: ACTIVE,
    title: (t) => t("tickets.view.active"),
    icon: <Layers />,
    count: (stats) => stats.active,
  },
  {
    search: `${ACTIVE}&due=overdue&sort=due`,
    title: (t) => t("tickets.view.overdue"),
    icon: <AlarmClock />,
    count: (stats) => stats.overdue,
    urgent: true,
  },
  {
    search: `${ACTIVE}&priority=urgent`,
    title: (t) => t("tickets.view.urgent"),
    icon: <Flame />,
    count: (stats) => stats.urgent,
  },
  {
    search: "status=waiting",
    title: (t) => t("tickets.view.waiting"),
    icon: <Hourglass />,
    count: (stats) => stats.byStatus.waiting,
  },
];

const DONE: readonly View[] = [
  {
    search: "status=resolved",
    title: (t) => t("tickets.view.resolved"),
    icon: <CircleCheck />,
    count: (stats) => stats.byStatus.resolved,
  },
  {
    search: "status=closed",
    title: (t) => t("tickets.view.closed"),
    icon: <Archive />,
    count: (stats) => stats.byStatus.closed,
  },
];

/** The views of the sidebar, with their live counts, the open one marked. */
export function useViews(initial: TicketStats): NavSection[] {
  const t = useTranslate();
  const me = useMe();
  const stats = useTicketStats(initial);
  const path = usePathname();
  const here = keyOf(useSearchParams());
  const item = (view: View): NavItem => ({
    href: listHref(view.search),
    label: view.title(t),
    icon: view.icon,
    count: view.count(stats),
    countLabel: t("tickets.view.countLabel", { count: view.count(stats) }),
    urgent: view.urgent ?? false,
    active: path === "/tickets" && keyOf(new URLSearchParams(view.search)) === here,
  });
  const teams = teamViews(me);
  return [
    { items: WORK.map(item) },
    ...(teams.length > 0 ? [{ label: t("tickets.view.teams"), items: teams.map(item) }] : []),
    { label: t("tickets.view.done"), items: DONE.map(item) },
  ];
}

/** The name of the list that `search` asks for: a view's name, the one that somebody has `given` it, or a description. */
export function viewTitle(t: Translate, search: string, me: Me, given: string | null): string {
  const key = keyOf(new URLSearchParams(search));
  const view = [...WORK, ...teamViews(me), ...DONE].find(
    (one) => keyOf(new URLSearchParams(one.search)) === key,
  );
  if (view) {
    return view.title(t);
  }
  if (given !== null) {
    return given;
  }
  const params = new URLSearchParams(search);
  return t(`tickets.view.${params.has("q") ? "search" : key === "" ? "all" : "other"}`);
}

function teamViews(me: Me): View[] {
  return me.teams.map((team) => ({
    search: `${ACTIVE}&team=${team.id}`,
    title: () => team.name,
    icon: <UsersRound />,
    count: (stats) => stats.byTeam.find((one) => one.teamId === team.id)?.active ?? 0,
  }));
}

/** The key by which two lists are the same, whatever their order and page. */
export function keyOf(params: URLSearchParams): string {
  const copy = new URLSearchParams(params);
  copy.delete("sort");
  copy.delete("cursor");
  return readListQuery(copy).search;
}
