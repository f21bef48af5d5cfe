"use client";

import { ShieldCheck } from "lucide-react";
import { usePathname } from "next/navigation";
import { useMe } from "@/client/browser/me";
import type { NavSection } from "@/ui/shell/sidebar-item";
import { useTranslate } from "@/messages/translate-provider";
import { useNoticeCount } from "./use-notice-count";
import { useNoticeEvents } from "./use-notice-events";

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
          href: "/admin/notices",
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
