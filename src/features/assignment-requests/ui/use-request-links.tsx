"use client";

import { Hand } from "lucide-react";
import { useMe } from "@/client/browser/me";
import { useTranslate } from "@/messages/translate-provider";
import type { NavSection } from "@/ui/shell/sidebar-item";
import { useWaitingRequests } from "./use-requests";

/** The link to the requests in the sidebar, with how many wait for this person; none for those who neither ask nor decide. */
export function useRequestLinks(): NavSection[] {
  const t = useTranslate();
  const { role } = useMe();
  const { count } = useWaitingRequests();
  if (role !== "agent" && role !== "admin") {
    return [];
  }
  return [
    {
      items: [
        {
          href: "/assignment-requests",
          label: t("assignmentRequests.link"),
          icon: <Hand />,
          count,
          countLabel: t("assignmentRequests.waitingCount", { count }),
          urgent: true,
        },
      ],
    },
  ];
}
