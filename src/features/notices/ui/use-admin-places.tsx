"use client";

import { ShieldCheck } from "lucide-react";
import { useQueryClient } from "@tanstack/react-query";
import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";
import { useMe } from "@/client/browser/me";
import { fetchAgain } from "@/client/cache/fetch-again";
import { useEvent } from "@/client/connection/use-event";
import type { NavSection } from "@/ui/shell/sidebar-item";
import { useTranslate } from "@/messages/translate-provider";
import { useNoticeCount } from "./use-notice-count";

const EVENTS = ["admin:notice", "admin:noticeChanged", "admin:noticesAcknowledged"] as const;
const PAUSE_MILLISECONDS = 150;

/** The admin area's links in the sidebar, with the count of unacknowledged notices; none for people who are no admins. */
export function useAdminLinks(): NavSection[] {
  const t = useTranslate();
  const me = useMe();
  const path = usePathname();
  const count = useNoticeCount(null);
  useNoticeEvents();
  if (me.role !== "admin") {
    return [];
  }
  return [
    {
      items: [
        {
          href: "/admin",
          label: t("notices.place.admin"),
          icon: <ShieldCheck />,
          count,
          countLabel: t("notices.place.toAcknowledge", { count }),
          urgent: true,
          active: path.startsWith("/admin"),
        },
      ],
    },
  ];
}

/** Refetches the list of notices and their count whenever one of them changed. Used once, in the shell. */
function useNoticeEvents(): void {
  const queries = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEvent(EVENTS, () => {
    // Several come together: the first is fetched without waiting for the others.
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      void fetchAgain(queries, ["notices"]);
    }, PAUSE_MILLISECONDS);
  });
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      timer.current = undefined;
    },
    [],
  );
}
