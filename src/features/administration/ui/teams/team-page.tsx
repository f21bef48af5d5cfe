"use client";

import { Lock, SearchX } from "lucide-react";
import { useState } from "react";
import { AccountSection } from "@/features/account/ui/account-section";
import type { AdminTeamDto } from "@/features/teams/schema";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { ButtonLink } from "@/ui/buttons/button-link";
import { Badge } from "@/ui/marks/badge";
import { AlertDialog } from "@/ui/overlays/alert-dialog";
import { toast } from "@/ui/overlays/toast";
import { PageHeader } from "@/ui/shell/page-header";
import { EmptyState } from "@/ui/states/empty";
import { NotLoaded } from "@/ui/states/not-loaded";
import { TeamDetails } from "./team-details";
import { TeamMembers } from "./team-members";
import { changeTeam, useAdminTeams } from "./use-admin-teams";

/** One team, for admins: what it is, who is in it, and whether it is still in use. */
export function TeamPage({ teamId }: { teamId: string }) {
  const t = useTranslate();
  const list = useAdminTeams();
  if (list.rows === null) {
    return (
      <div className="flex min-w-0 flex-1 flex-col p-4 sm:p-6">
        <NotLoaded
          error={list.error}
          loading={t("teams.loading")}
          offline={t("teams.offline")}
          onRetry={list.refetch}
        />
      </div>
    );
  }
  const team = list.rows.find(({ id }) => id === teamId);
  if (!team) {
    return (
      <div className="flex flex-1 items-center justify-center">
        <EmptyState
          level={1}
          icon={<SearchX />}
          title={t("teams.team.gone")}
          reason={t("teams.team.goneReason")}
          action={
            <ButtonLink href="/admin/teams" variant="primary">
              {t("teams.team.toList")}
            </ButtonLink>
          }
        />
      </div>
    );
  }
  return (
    <div className="@container flex min-w-0 flex-1 flex-col p-4 sm:p-6">
      <div className="w-full max-w-4xl">
        <PageHeader
          back={{ href: "/admin/teams", label: t("teams.team.back") }}
          title={
            <span className="flex flex-wrap items-center gap-3">
              <bdi className="min-w-0 wrap-anywhere">{team.name}</bdi>
              {team.isPrivate && <Badge icon={<Lock aria-hidden />}>{t("teams.private")}</Badge>}
              {team.archived && <Badge tone="warning">{t("teams.archived")}</Badge>}
            </span>
          }
        />
        <div className="mt-2 divide-y divide-line">
          <AccountSection title={t("teams.team.details")} description={t("teams.team.detailsReason")}>
            <TeamDetails team={team} onSaved={list.refetch} />
          </AccountSection>
          <AccountSection title={t("teams.team.membersTitle")} description={t("teams.team.membersReason")}>
            <TeamMembers team={team} />
          </AccountSection>
          <AccountSection title={t("teams.team.life")} description={t("teams.team.lifeReason")}>
            <TeamLife team={team} onChanged={list.refetch} />
          </AccountSection>
        </div>
      </div>
    </div>
  );
}

function TeamLife({ team, onChanged }: { team: AdminTeamDto; onChanged: () => void }) {
  const t = useTranslate();
  const [isAsking, setAsking] = useState(false);
  const { id, name, archived } = team;
  async function setArchived(next: boolean): Promise<void> {
    try {
      await changeTeam(id, { archived: next, was: { archived } });
      toast.success(t(next ? "teams.team.archivedDone" : "teams.team.restoredDone", { name }));
    } finally {
      onChanged();
    }
  }
  return (
    <>
      <p className="max-w-prose text-pretty">{t(archived ? "teams.team.isArchived" : "teams.team.inUse")}</p>
      {archived ? (
        <Button
          className="self-start"
          onClick={() =>
            void setArchived(false).catch((error: unknown) =>
              toast.error(t("teams.team.failed"), {
                description: error instanceof Error ? error.message : undefined,
              }),
            )
          }
        >
          {t("teams.team.restore")}
        </Button>
      ) : (
        <Button className="self-start" onClick={() => setAsking(true)}>
          {t("teams.team.archive")}
        </Button>
      )}
      <AlertDialog
        open={isAsking}
        onOpenChange={setAsking}
        danger
        title={t("teams.team.archiveTitle", { name })}
        description={t("teams.team.archiveReason")}
        confirmLabel={t("teams.team.archive")}
        onConfirm={() => setArchived(true)}
      />
    </>
  );
}
