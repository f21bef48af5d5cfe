"use client";

import { Archive } from "lucide-react";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { isArchive } from "./filters";
import { withValue } from "./query";

/** Turns a list into that of the archived tickets, and back. */
export function ArchiveChip({ search, onSearch }: { search: string; onSearch: (search: string) => void }) {
  const t = useTranslate();
  const isOn = isArchive(search);
  return (
    <Button
      size="sm"
      variant={isOn ? "secondary" : "ghost"}
      icon={<Archive aria-hidden />}
      aria-pressed={isOn}
      onClick={() => onSearch(withValue(search, "archived", isOn ? null : "true"))}
    >
      {t("tickets.filter.archived")}
    </Button>
  );
}
