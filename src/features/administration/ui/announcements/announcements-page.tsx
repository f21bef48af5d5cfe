"use client";

import { Megaphone, Plus } from "lucide-react";
import { useState } from "react";
import { useInUse } from "@/client/browser/use-in-use";
import type { AdminAnnouncementDto, AnnouncementState } from "@/features/announcements/schema";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { LiveHeading } from "@/ui/lists/live-heading";
import { LiveList } from "@/ui/lists/live-list";
import { PageHeader } from "@/ui/shell/page-header";
import { Tabs } from "@/ui/shell/tabs";
import { EmptyState } from "@/ui/states/empty";
import { SkeletonRows } from "@/ui/states/not-loaded";
import { AnnouncementRow } from "./announcement-row";
import { EditAnnouncement, NewAnnouncement } from "./announcement-dialog";
import { useAdminAnnouncements } from "./use-admin-announcements";

const STATES = ["current", "planned", "past"] as const;

/** Announcements, for admins: what is shown now, what is planned, and what was. */
export function AnnouncementsPage() {
  const t = useTranslate();
  const [state, setState] = useState<AnnouncementState>("current");
  const [open, setOpen] = useState<AdminAnnouncementDto | "new" | null>(null);
  const [isInUse, hold] = useInUse();
  const list = useAdminAnnouncements(state, isInUse);
  return (
    <div className="flex min-w-0 flex-1 flex-col gap-4 p-4 sm:p-6">
      <PageHeader
        title={<LiveHeading list={list}>{t("announcements.title")}</LiveHeading>}
        description={t("announcements.description")}
        actions={
          <Button variant="primary" icon={<Plus aria-hidden />} onClick={() => setOpen("new")}>
            {t("announcements.add")}
          </Button>
        }
      />
      <Tabs
        label={t("announcements.which")}
        value={state}
        onValueChange={setState}
        items={STATES.map((value) => ({ value, label: t(`announcements.state.${value}`) }))}
      />
      <LiveList
        list={list}
        hold={hold}
        loading={t("announcements.loading")}
        offline={t("announcements.offline")}
        skeleton={<SkeletonRows className="h-16" />}
        empty={<NoAnnouncements state={state} onMake={() => setOpen("new")} />}
      >
        {(rows) => (
          <ul
            aria-label={t(`announcements.state.${state}`)}
            className="divide-y divide-line overflow-hidden rounded-xl bg-surface ring-1 ring-line"
          >
            {rows.map((announcement) => (
              <AnnouncementRow
                key={announcement.id}
                announcement={announcement}
                onEdit={setOpen}
                onChanged={list.refetch}
              />
            ))}
          </ul>
        )}
      </LiveList>
      {open === "new" && (
        <NewAnnouncement
          onClose={() => setOpen(null)}
          onMade={(made) => {
            setOpen(null);
            setState(made.state);
            list.refetch();
          }}
        />
      )}
      {open !== null && open !== "new" && (
        <EditAnnouncement key={open.id} known={open} onClose={() => setOpen(null)} onSaved={list.refetch} />
      )}
    </div>
  );
}

function NoAnnouncements({ state, onMake }: { state: AnnouncementState; onMake: () => void }) {
  const t = useTranslate();
  return (
    <EmptyState
      icon={<Megaphone />}
      title={t(`announcements.none.${state}`)}
      reason={t(state === "past" ? "announcements.none.pastReason" : "announcements.none.reason")}
      action={state === "past" ? undefined : <Button onClick={onMake}>{t("announcements.add")}</Button>}
    />
  );
}
