"use client";

import { CheckCheck } from "lucide-react";
import { usePathname, useSearchParams } from "next/navigation";
import { useRef } from "react";
import { useKeys } from "@/client/browser/use-keys";
import type { NoticeDto } from "@/features/notices/schema";
import { LiveHeading } from "@/ui/lists/live-heading";
import { LiveList } from "@/ui/lists/live-list";
import { useInUse } from "@/client/browser/use-in-use";
import { useListKeys } from "@/client/browser/use-list-keys";
import { Button } from "@/ui/buttons/button";
import { PageHeader } from "@/ui/shell/page-header";
import { Tabs } from "@/ui/shell/tabs";
import { VisuallyHidden } from "@/ui/text/visually-hidden";
import { useTranslate } from "@/messages/translate-provider";
import { readShown, type Shown } from "./notice-filter";
import { NoticeItem } from "./notice-item";
import { NoNotices, NoticesSkeleton } from "./notices-empty";
import { useAcknowledge, type Acknowledging } from "./use-acknowledge";
import { useNoticeCount } from "./use-notice-count";
import { useNoticeList, type InitialNotices } from "./use-notice-list";

/** The notices for admins, updated live; each admin acknowledges for themselves. */
export function NoticesPage({ initial }: { initial: InitialNotices }) {
  const t = useTranslate();
  const path = usePathname();
  const shown = readShown(useSearchParams().get("show"));
  const count = useNoticeCount(initial.page.unread);
  const [isInUse, hold] = useInUse();
  const list = useNoticeList(shown, isInUse, initial);
  const acknowledge = useAcknowledge();
  const newest = list.rows?.[0];
  const show = (next: Shown): void =>
    window.history.replaceState(null, "", next === "all" ? `${path}?show=all` : path);

  return (
    <div className="flex min-w-0 flex-1 flex-col pt-4 sm:pt-6">
      <PageHeader
        className="px-4 sm:px-6"
        title={<LiveHeading list={list}>{t("notices.title")}</LiveHeading>}
        description={t("notices.description")}
        actions={
          <Button
            icon={<CheckCheck aria-hidden />}
            disabled={count === 0}
            loading={acknowledge.all.isPending}
            onClick={() => acknowledge.all.mutate()}
          >
            {t("notices.acknowledgeAll")}
          </Button>
        }
      />
      <Tabs
        className="mt-3 px-4 sm:px-6"
        label={t("notices.which")}
        value={shown}
        onValueChange={show}
        items={[
          { value: "unacknowledged", label: t("notices.unacknowledged"), count },
          { value: "all", label: t("notices.all") },
        ]}
      />
      <div className="flex min-w-0 flex-1 flex-col gap-4">
        <LiveList
          list={list}
          hold={hold}
          className="flex flex-col"
          loading={t("notices.loading")}
          offline={t("notices.offline")}
          skeleton={<NoticesSkeleton />}
          more={t("ui.showOlder")}
          empty={<NoNotices shown={shown} onShowAll={() => show("all")} />}
        >
          {(rows) => <Rows rows={rows} acknowledge={acknowledge} />}
        </LiveList>
      </div>
      <VisuallyHidden live="polite">
        {newest && newest.acknowledgedAt === null ? t("notices.newest", { message: newest.message }) : ""}
      </VisuallyHidden>
    </div>
  );
}

function Rows({ rows, acknowledge }: { rows: readonly NoticeDto[]; acknowledge: Acknowledging }) {
  const t = useTranslate();
  const place = useRef<HTMLUListElement>(null);
  const keys = useListKeys(
    place,
    rows.map((row) => row.id),
    null,
  );
  const { one } = acknowledge;
  useKeys({
    e: () => {
      const row = rows.find((notice) => notice.id === keys.activeId);
      if (!row || row.acknowledgedAt !== null || !place.current?.contains(document.activeElement)) {
        return false;
      }
      one.mutate({ id: row.id, isAcknowledged: true });
    },
  });
  return (
    <ul
      ref={place}
      aria-label={t("notices.title")}
      onFocusCapture={keys.onFocus}
      className="flex flex-col divide-y divide-line/70"
    >
      {rows.map((notice) => (
        <NoticeItem
          key={notice.id}
          notice={notice}
          isActive={notice.id === keys.activeId}
          isBusy={one.isPending && one.variables.id === notice.id}
          onAcknowledge={(isAcknowledged) => one.mutate({ id: notice.id, isAcknowledged })}
        />
      ))}
    </ul>
  );
}
