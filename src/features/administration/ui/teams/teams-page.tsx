"use client";

import { Archive, Lock, Plus, UsersRound } from "lucide-react";
import { useState } from "react";
import type { AdminTeamDto } from "@/features/teams/schema";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { ColumnHead, DataTable, TableCell, TableHead, TableRow } from "@/ui/lists/data-table";
import { LiveList } from "@/ui/lists/live-list";
import { StretchedLink } from "@/ui/lists/stretched-link";
import { Badge } from "@/ui/marks/badge";
import { PageHeader } from "@/ui/shell/page-header";
import { Tabs } from "@/ui/shell/tabs";
import { EmptyState } from "@/ui/states/empty";
import { SkeletonRows } from "@/ui/states/not-loaded";
import { NewTeamDialog } from "./new-team-dialog";
import { useAdminTeams } from "./use-admin-teams";

type Shown = "inUse" | "archived";

/** The teams, for admins. */
export function TeamsPage() {
  const t = useTranslate();
  const list = useAdminTeams();
  const [shown, setShown] = useState<Shown>("inUse");
  const [isMaking, setMaking] = useState(false);
  const count = (isArchived: boolean): number | undefined =>
    list.rows?.filter(({ archived }) => archived === isArchived).length;
  const items = [
    { value: "inUse" as const, label: t("teams.inUse"), count: count(false) },
    { value: "archived" as const, label: t("teams.archivedOnes"), count: count(true) },
  ].map(({ count: number, ...item }) => ({ ...item, ...(number === undefined ? {} : { count: number }) }));
  return (
    <div className="flex min-w-0 flex-1 flex-col gap-4 p-4 sm:p-6">
      <PageHeader
        title={t("teams.title")}
        description={t("teams.description")}
        actions={
          <Button variant="primary" icon={<Plus aria-hidden />} onClick={() => setMaking(true)}>
            {t("teams.add")}
          </Button>
        }
      />
      <Tabs label={t("teams.which")} value={shown} onValueChange={setShown} items={items} />
      <LiveList
        list={{
          ...list,
          rows: list.rows?.filter(({ archived }) => archived === (shown === "archived")) ?? null,
        }}
        loading={t("teams.loading")}
        offline={t("teams.offline")}
        skeleton={<SkeletonRows className="h-11" />}
        empty={<NoTeams shown={shown} onMake={() => setMaking(true)} />}
      >
        {(teams) => <TeamTable teams={teams} />}
      </LiveList>
      {isMaking && <NewTeamDialog onClose={() => setMaking(false)} onMade={list.refetch} />}
    </div>
  );
}

function NoTeams({ shown, onMake }: { shown: Shown; onMake: () => void }) {
  const t = useTranslate();
  return shown === "archived" ? (
    <EmptyState
      icon={<Archive />}
      title={t("teams.noneArchived.title")}
      reason={t("teams.noneArchived.reason")}
    />
  ) : (
    <EmptyState
      icon={<UsersRound />}
      title={t("teams.none.title")}
      reason={t("teams.none.reason")}
      action={<Button onClick={onMake}>{t("teams.add")}</Button>}
    />
  );
}

function TeamTable({ teams }: { teams: readonly AdminTeamDto[] }) {
  const t = useTranslate();
  return (
    <DataTable label={t("teams.title")} className="@container">
      <TableHead>
        <ColumnHead>{t("teams.column.team")}</ColumnHead>
        <ColumnHead className="hidden @2xl:table-cell">{t("teams.column.visibility")}</ColumnHead>
        <ColumnHead className="hidden @2xl:table-cell">{t("teams.column.members")}</ColumnHead>
      </TableHead>
      <tbody>
        {teams.map((team) => (
          <TeamRow key={team.id} team={team} />
        ))}
      </tbody>
    </DataTable>
  );
}

function TeamRow({ team }: { team: AdminTeamDto }) {
  const t = useTranslate();
  const members = t("teams.members", { count: team.memberCount });
  return (
    <TableRow>
      <TableCell className="w-full max-w-0 py-2!">
        <span className="flex min-w-0 items-center gap-2">
          <StretchedLink href={`/admin/teams/${team.id}`} className="min-w-0 truncate font-medium">
            <bdi>{team.name}</bdi>
          </StretchedLink>
          {team.isPrivate && <Badge icon={<Lock aria-hidden />}>{t("teams.private")}</Badge>}
        </span>
        {team.description && (
          <span dir="auto" className="block truncate text-xs text-ink-muted">
            {team.description}
          </span>
        )}
        <span className="block text-xs text-ink-muted @2xl:hidden">{members}</span>
      </TableCell>
      <TableCell className="hidden w-52 whitespace-nowrap text-ink-muted @2xl:table-cell">
        {t(team.isPrivate ? "teams.membersOnly" : "teams.everybody")}
      </TableCell>
      <TableCell numeric className="hidden w-36 whitespace-nowrap text-ink-muted @2xl:table-cell">
        {members}
      </TableCell>
    </TableRow>
  );
}
