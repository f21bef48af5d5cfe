"use client";

import { Archive, ArrowDown, ArrowUp, Pencil, RotateCcw } from "lucide-react";
import type { AdminCategoryDto } from "@/features/categories/schema";
import { CategoryIcon } from "@/features/categories/ui/category-icon";
import { useTeams } from "@/features/tickets/ui/use-pickers";
import { useTranslate } from "@/messages/translate-provider";
import { IconButton } from "@/ui/buttons/icon-button";

/** The props of CategoryRow; without `onUp` and `onDown` it has no place in an order, null where it is the first or last. */
export interface CategoryRowProps {
  category: AdminCategoryDto;
  onRename: () => void;
  onArchive: () => void;
  onUp?: (() => void) | null;
  onDown?: (() => void) | null;
}

/** One category: its name, its place, and what can be done with it. */
export function CategoryRow({ category, onRename, onArchive, onUp, onDown }: CategoryRowProps) {
  const t = useTranslate();
  const { name, key, archived, priority } = category;
  const team = useTeams().find(({ id }) => id === category.teamId);
  return (
    <li className="flex items-center gap-1 py-1.5 ps-4 pe-2">
      <CategoryIcon icon={category.icon} />
      <span className="min-w-0 flex-1 ps-1">
        <bdi className="block font-medium wrap-anywhere">{name}</bdi>
        <span className="block text-xs wrap-anywhere text-ink-muted">
          {[
            ...(team ? [t("categories.goesTo", { team: team.name })] : []),
            ...(priority ? [t(`tickets.priority.${priority}`)] : []),
            t("categories.keyIs", { key }),
          ].join(" · ")}
        </span>
      </span>
      {onUp !== undefined && (
        <IconButton
          label={t("categories.up", { name })}
          icon={<ArrowUp />}
          aria-disabled={onUp === null}
          onClick={() => onUp?.()}
        />
      )}
      {onDown !== undefined && (
        <IconButton
          label={t("categories.down", { name })}
          icon={<ArrowDown />}
          aria-disabled={onDown === null}
          onClick={() => onDown?.()}
        />
      )}
      <IconButton label={t("categories.changeOf", { name })} icon={<Pencil />} onClick={onRename} />
      <IconButton
        label={t(archived ? "categories.restoreOf" : "categories.archiveOf", { name })}
        icon={archived ? <RotateCcw /> : <Archive />}
        onClick={onArchive}
      />
    </li>
  );
}
