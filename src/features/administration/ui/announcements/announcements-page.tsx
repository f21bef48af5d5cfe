"use client";

import { CloudOff, Megaphone, Plus } from "lucide-react";
import { useState } from "react";
import { useInUse } from "@/client/browser/use-in-use";
import type { LivePages } from "@/features/administration/ui/live/use-live-pages";
import type { AdminAnnouncementDto, AnnouncementState } from "@/features/announcements/schema";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { ArrivalsButton } from "@/ui/lists/arrivals";
import { Skeleton } from "@/ui/marks/skeleton";
import { PageHeader } from "@/ui/shell/page-header";
import { Tabs } from "@/ui/shell/tabs";
import { EmptyState } from "@/ui/states/empty";
import { ErrorState } from "@/ui/states/error";
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
        title={
          <span className="inline-flex flex-wrap items-center gap-3">
            {t("announcements.title")}
            <ArrivalsButton count={list.arrivals} onShow={list.show} />
          </span>
        }
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
      <div {...hold} className="min-w-0">
        <Rows list={list} state={state} onEdit={setOpen} onMake={() => setOpen("new")} />
      </div>
      {list.hasMore && (
        <Button className="self-center" loading={list.isFetchingMore} onClick={list.fetchMore}>
          {t("announcements.showMore")}
        </Button>
      )}
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

interface RowsProps {
  list: LivePages<AdminAnnouncementDto>;
  state: AnnouncementState;
  onEdit: (announcement: AdminAnnouncementDto) => void;
  onMake: () => void;
}

function Rows({ list, state, onEdit, onMake }: RowsProps) {
  const t = useTranslate();
  if (list.rows === null || (list.isSwitching && list.rows.length === 0)) {
    return <NotThere list={list} />;
  }
  if (list.rows.length === 0) {
    return (
      <EmptyState
        icon={<Megaphone />}
        title={t(`announcements.none.${state}`)}
        reason={t(state === "past" ? "announcements.none.pastReason" : "announcements.none.reason")}
        action={state === "past" ? undefined : <Button onClick={onMake}>{t("announcements.add")}</Button>}
      />
    );
  }
  return (
    <ul
      aria-label={t(`announcements.state.${state}`)}
      className="divide-y divide-line overflow-hidden rounded-xl bg-surface ring-1 ring-line"
    >
      {list.rows.map((announcement) => (
        <AnnouncementRow
          key={announcement.id}
          announcement={announcement}
          onEdit={onEdit}
          onChanged={list.refetch}
        />
      ))}
    </ul>
  );
}

function NotThere({ list }: { list: LivePages<AdminAnnouncementDto> }) {
  const t = useTranslate();
  if (list.error?.code === "offline") {
    return (
      <EmptyState
        icon={<CloudOff />}
        title={t("announcements.offline.title")}
        reason={t("announcements.offline.reason")}
        action={<Button onClick={list.refetch}>{t("announcements.tryNow")}</Button>}
      />
    );
  }
  if (list.error) {
    return <ErrorState reason={list.error.message} onRetry={list.refetch} />;
  }
  return (
    <div role="status" className="flex flex-col gap-3">
      <span className="sr-only">{t("announcements.loading")}</span>
      {[0, 1, 2].map((place) => (
        <Skeleton key={place} className="h-16 w-full" />
      ))}
    </div>
  );
}
