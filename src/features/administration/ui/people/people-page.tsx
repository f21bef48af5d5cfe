"use client";

import dynamic from "next/dynamic";
import { Download, FileUp, FilterX, UserPlus, Users } from "lucide-react";
import { useState } from "react";
import { useInUse } from "@/client/browser/use-in-use";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { ButtonLink } from "@/ui/buttons/button-link";
import { buttonClasses } from "@/ui/buttons/button-styles";
import { LiveHeading } from "@/ui/lists/live-heading";
import { LiveList } from "@/ui/lists/live-list";
import { PageHeader } from "@/ui/shell/page-header";
import { EmptyState } from "@/ui/states/empty";
import { SkeletonRows } from "@/ui/states/not-loaded";
import { PeopleFilters } from "./people-filters";
import { PeopleRows } from "./people-rows";
import { exportAddress, isFiltered, usePeople, usePeopleFilters } from "./use-people";

const InviteDialog = dynamic(async () => (await import("./invite-dialog")).InviteDialog, { ssr: false });

/** Everybody of the organisation, for admins: found, filtered and sorted, and invited here. */
export function PeoplePage() {
  const t = useTranslate();
  const [filters, change, clear] = usePeopleFilters();
  const [isInUse, hold] = useInUse();
  const [isInviting, setInviting] = useState(false);
  const list = usePeople(filters, isInUse);
  return (
    <div className="flex min-w-0 flex-1 flex-col gap-4 p-4 sm:p-6">
      <PageHeader
        title={<LiveHeading list={list}>{t("people.title")}</LiveHeading>}
        description={t("people.description")}
        actions={
          <div className="flex flex-wrap gap-2">
            <a href={exportAddress(filters)} download className={buttonClasses("secondary", "md")}>
              <Download aria-hidden />
              {t("imports.people.export")}
            </a>
            <ButtonLink href="/admin/people/import" icon={<FileUp aria-hidden />}>
              {t("imports.people.import")}
            </ButtonLink>
            <Button variant="primary" icon={<UserPlus aria-hidden />} onClick={() => setInviting(true)}>
              {t("people.invite")}
            </Button>
          </div>
        }
      />
      <PeopleFilters filters={filters} onChange={change} />
      <LiveList
        list={list}
        hold={hold}
        loading={t("people.loading")}
        offline={t("people.offline")}
        skeleton={<SkeletonRows count={6} className="h-11" />}
        empty={
          <NoPeople isFiltered={isFiltered(filters)} onClear={clear} onInvite={() => setInviting(true)} />
        }
      >
        {(people) => <PeopleRows people={people} sort={filters.sort} onSort={(sort) => change({ sort })} />}
      </LiveList>
      {isInviting && <InviteDialog onClose={() => setInviting(false)} />}
    </div>
  );
}

function NoPeople(props: { isFiltered: boolean; onClear: () => void; onInvite: () => void }) {
  const t = useTranslate();
  return props.isFiltered ? (
    <EmptyState
      icon={<FilterX />}
      title={t("people.filtered.title")}
      reason={t("people.filtered.reason")}
      action={<Button onClick={props.onClear}>{t("people.filtered.action")}</Button>}
    />
  ) : (
    <EmptyState
      icon={<Users />}
      title={t("people.none.title")}
      reason={t("people.none.reason")}
      action={<Button onClick={props.onInvite}>{t("people.invite")}</Button>}
    />
  );
}
