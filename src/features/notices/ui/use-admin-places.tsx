"use client";

import { ShieldCheck } from "lucide-react";
import { usePathname } from "next/navigation";
import { useMe } from "@/client/browser/me";
import type { NavSection } from "@/ui/sidebar-item";
import { useNoticeCount } from "./use-notice-count";
import { useNoticeEvents } from "./use-notice-events";

/** The admin area's place in the sidebar, with how many notices are not acknowledged; none for whoever is no admin. */
export function useAdminPlaces(): NavSection[] {
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
          label: "Admin",
          icon: <ShieldCheck />,
          count,
          countLabel: count === 1 ? "notice to acknowledge" : "notices to acknowledge",
          urgent: true,
          active: path.startsWith("/admin"),
        },
      ],
    },
  ];
}
