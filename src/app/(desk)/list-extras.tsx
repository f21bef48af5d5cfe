"use client";

import { Bookmark, BookmarkPlus } from "lucide-react";
import { useState, type ReactNode } from "react";
import { ListExtrasProvider } from "@/features/tickets/ui/list/extras";
import type { ViewDto } from "@/features/views/schema";
import { savedTitle } from "@/features/views/ui/use-view-links";
import { ViewDialog } from "@/features/views/ui/view-dialog";
import { useTranslate } from "@/messages/translate-provider";
import { MenuItem, MenuLink } from "@/ui/overlays/menu";

/** What saved views add to the list of tickets: its name, and saving it. */
export function DeskListExtras({ views, children }: { views: readonly ViewDto[]; children: ReactNode }) {
  const t = useTranslate();
  const [saving, setSaving] = useState<string | null>(null);
  return (
    <ListExtrasProvider
      extras={{
        titleOf: (search) => savedTitle(views, search),
        menuItems: (search) => (
          <>
            <MenuItem icon={<BookmarkPlus />} onSelect={() => setSaving(search)}>
              {t("views.saveAs")}
            </MenuItem>
            <MenuLink icon={<Bookmark />} href="/views">
              {t("views.manage")}
            </MenuLink>
          </>
        ),
        bulkActions: () => null,
      }}
    >
      {children}
      {saving !== null && <ViewDialog view={null} search={saving} onClose={() => setSaving(null)} />}
    </ListExtrasProvider>
  );
}
