"use client";

import { TextQuote, Zap } from "lucide-react";
import { useMe } from "@/client/browser/me";
import { worksOnTickets } from "@/features/library/policy";
import { useTranslate } from "@/messages/translate-provider";
import type { NavSection } from "@/ui/shell/sidebar-item";

/** The links to what agents and admins keep for their work, in the sidebar; none for others. */
export function useLibraryLinks(): NavSection[] {
  const t = useTranslate();
  const me = useMe();
  return worksOnTickets(me)
    ? [
        {
          items: [
            { href: "/canned-replies", label: t("cannedReplies.link"), icon: <TextQuote /> },
            { href: "/macros", label: t("macros.link"), icon: <Zap /> },
          ],
        },
      ]
    : [];
}
