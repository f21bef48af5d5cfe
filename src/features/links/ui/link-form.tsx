"use client";

import { Plus, X } from "lucide-react";
import { useRef, useState } from "react";
import type { LinkKind } from "@/features/links/schema";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { IconButton } from "@/ui/buttons/icon-button";
import { Combobox } from "@/ui/fields/combobox";
import type { ComboboxItem } from "@/ui/fields/combobox-popup";
import { Select } from "@/ui/fields/select";
import { findTickets } from "./queries";
import { LINK_ORDER, linkWords } from "./link-words";
import { useLinkChange } from "./use-link-change";

/** A button that becomes two fields: how the other ticket is linked, and which one it is; choosing it links them. */
export function LinkForm({ ticketId, linkedIds }: { ticketId: string; linkedIds: readonly string[] }) {
  const t = useTranslate();
  const { add } = useLinkChange(ticketId);
  const [kind, setKind] = useState<LinkKind>("related");
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);

  function close(): void {
    setOpen(false);
    requestAnimationFrame(() => button.current?.focus());
  }

  async function search(query: string, signal: AbortSignal): Promise<ComboboxItem[]> {
    const found = await findTickets(query, signal);
    return found
      .filter(({ id }) => id !== ticketId && !linkedIds.includes(id))
      .map(({ id, number, title, requester }) => ({
        id,
        label: `#${number} ${title}`,
        hint: requester.name,
      }));
  }

  if (!isOpen) {
    return (
      <Button
        ref={button}
        size="sm"
        variant="ghost"
        icon={<Plus aria-hidden />}
        onClick={() => setOpen(true)}
        className="-ms-2.5 self-start"
      >
        {t("links.add")}
      </Button>
    );
  }
  return (
    <div className="flex flex-col gap-2">
      <div className="flex items-center gap-2">
        <Select
          label={t("links.kind")}
          options={LINK_ORDER.map((value) => ({
            value,
            label: linkWords(t, { kind: value, direction: "out" }),
          }))}
          value={kind}
          onValueChange={setKind}
          className="min-w-0 flex-1"
        />
        <IconButton label={t("ui.close")} icon={<X aria-hidden />} onClick={close} />
      </div>
      <Combobox
        autoFocus
        label={t("links.ticket")}
        placeholder={t("links.search")}
        emptyText={t("links.nothingFound")}
        value={null}
        clearable={false}
        onValueChange={(item) => {
          if (item) {
            close();
            void add(kind, item.id);
          }
        }}
        search={search}
      />
    </div>
  );
}
