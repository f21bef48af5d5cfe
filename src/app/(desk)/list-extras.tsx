"use client";

import { Bookmark, BookmarkPlus, Zap } from "lucide-react";
import { useState, type ReactNode } from "react";
import { RunDialog } from "@/features/macros/ui/run-dialog";
import type { ListedTicket } from "@/features/tickets/schema";
import { ListExtrasProvider } from "@/features/tickets/ui/extras/list-extras";
import type { ViewDto } from "@/features/views/schema";
import { savedTitle } from "@/features/views/ui/use-view-links";
import { ViewDialog } from "@/features/views/ui/view-dialog";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { MenuItem, MenuLink } from "@/ui/overlays/menu";

/** What saved views and macros add to the list of tickets: its name, saving it, and running a macro on what is selected. */
export function DeskListExtras({ views, children }: { views: readonly ViewDto[]; children: ReactNode }) {
  const t = useTranslate();
  const [running, setRunning] = useState<readonly ListedTicket[] | null>(null);
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
        bulkActions: (tickets) => (
          <Button size="sm" icon={<Zap aria-hidden />} onClick={() => setRunning(tickets)}>
            {t("macros.run.bulk")}
          </Button>
        ),
      }}
    >
      {children}
      {running !== null && <RunDialog tickets={running} onClose={() => setRunning(null)} />}
      {saving !== null && <ViewDialog view={null} search={saving} onClose={() => setSaving(null)} />}
    </ListExtrasProvider>
  );
}
