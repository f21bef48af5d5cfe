"use client";

import { Bookmark } from "lucide-react";
import { usePathname, useSearchParams } from "next/navigation";
import { listHref } from "@/features/tickets/ui/list/query";
import { keyOf } from "@/features/tickets/ui/list/use-views";
import type { ViewDto } from "@/features/views/schema";
import { useTranslate } from "@/messages/translate-provider";
import type { NavSection } from "@/ui/shell/sidebar-item";
import { searchOf } from "./view-search";

/** The saved views in the sidebar, the open one marked; nothing while there are none. */
export function useViewLinks(views: readonly ViewDto[]): NavSection[] {
  const t = useTranslate();
  const path = usePathname();
  const here = keyOf(useSearchParams());
  return views.length === 0
    ? []
    : [
        {
          label: t("views.section"),
          items: views.map((view) => ({
            id: view.id,
            href: listHref(searchOf(view)),
            label: view.name,
            icon: <Bookmark />,
            active: path === "/tickets" && keyOf(new URLSearchParams(searchOf(view))) === here,
          })),
        },
      ];
}

/** The name of the saved view that a list is; null where it is none. */
export function savedTitle(views: readonly ViewDto[], search: string): string | null {
  const key = keyOf(new URLSearchParams(search));
  return views.find((view) => keyOf(new URLSearchParams(searchOf(view))) === key)?.name ?? null;
}
