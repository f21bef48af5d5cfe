"use client";

import dynamic from "next/dynamic";
import { Download, FileUp, UserPlus } from "lucide-react";
import { useState } from "react";
import { useInUse } from "@/client/browser/use-in-use";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { ButtonLink } from "@/ui/buttons/button-link";
import { buttonClasses } from "@/ui/buttons/button-styles";
import { ArrivalsButton } from "@/ui/lists/arrivals";
import { PageHeader } from "@/ui/shell/page-header";
import { PeopleFilters } from "./people-filters";
import { PeopleRows } from "./people-rows";
import { exportAddress, usePeople, usePeopleFilters } from "./use-people";

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
        title={
          <span className="inline-flex flex-wrap items-center gap-3">
            {t("people.title")}
            <ArrivalsButton count={list.arrivals} onShow={list.show} />
          </span>
        }
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
      <div {...hold} className="min-w-0">
        <PeopleRows
          list={list}
          filters={filters}
          onSort={(sort) => change({ sort })}
          onClear={clear}
          onInvite={() => setInviting(true)}
        />
      </div>
      {list.hasMore && (
        <Button className="self-center" loading={list.isFetchingMore} onClick={list.fetchMore}>
          {t("people.showMore")}
        </Button>
      )}
      {isInviting && <InviteDialog onClose={() => setInviting(false)} />}
    </div>
  );
}
