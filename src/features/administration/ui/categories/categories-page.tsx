"use client";

import { Archive, Plus } from "lucide-react";
import { useState } from "react";
import type { AdminCategoryDto } from "@/features/categories/schema";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { LiveList } from "@/ui/lists/live-list";
import { toast } from "@/ui/overlays/toast";
import { PageHeader } from "@/ui/shell/page-header";
import { Tabs } from "@/ui/shell/tabs";
import { EmptyState } from "@/ui/states/empty";
import { SkeletonRows } from "@/ui/states/not-loaded";
import { VisuallyHidden } from "@/ui/text/visually-hidden";
import { CategoryDialog } from "./category-dialog";
import { CategoryRow } from "./category-row";
import { useAdminCategories, type AdminCategories } from "./use-admin-categories";

type Shown = "inUse" | "archived";

/** The categories in their order, for admins. */
export function CategoriesPage() {
  const t = useTranslate();
  const list = useAdminCategories();
  const [shown, setShown] = useState<Shown>("inUse");
  const [naming, setNaming] = useState<AdminCategoryDto | "new" | null>(null);
  const count = (isArchived: boolean): number =>
    list.rows?.filter(({ archived }) => archived === isArchived).length ?? 0;
  return (
    <div className="flex min-w-0 flex-1 flex-col gap-4 p-4 sm:p-6">
      <PageHeader
        title={t("categories.title")}
        description={t("categories.description")}
        actions={
          <Button variant="primary" icon={<Plus aria-hidden />} onClick={() => setNaming("new")}>
            {t("categories.add")}
          </Button>
        }
      />
      <Tabs
        label={t("categories.which")}
        value={shown}
        onValueChange={setShown}
        items={[
          { value: "inUse", label: t("categories.inUse"), count: count(false) },
          { value: "archived", label: t("categories.archivedOnes"), count: count(true) },
        ]}
      />
      <LiveList
        list={{
          ...list,
          rows: list.rows?.filter(({ archived }) => archived === (shown === "archived")) ?? null,
        }}
        loading={t("categories.loading")}
        offline={t("categories.offline")}
        skeleton={<SkeletonRows count={4} className="h-11 max-w-2xl" />}
        empty={
          <EmptyState
            icon={<Archive />}
            title={t("categories.noneArchived.title")}
            reason={t("categories.noneArchived.reason")}
          />
        }
      >
        {(rows) => <Rows rows={rows} list={list} onRename={setNaming} />}
      </LiveList>
      {naming !== null && (
        <CategoryDialog
          category={naming === "new" ? null : naming}
          onClose={() => setNaming(null)}
          onSave={(fields) => {
            if (naming === "new") {
              return list.make(fields);
            }
            const { name, icon, teamId, priority } = naming;
            return list.change(naming.key, {
              // What was not touched here may be another by now.
              ...(fields.name === name ? {} : { name: fields.name }),
              ...(fields.icon === icon ? {} : { icon: fields.icon }),
              ...(fields.teamId === teamId ? {} : { teamId: fields.teamId }),
              ...(fields.priority === priority ? {} : { priority: fields.priority }),
              was: { name, icon, teamId, priority },
            });
          }}
        />
      )}
    </div>
  );
}

function Rows({
  rows,
  list,
  onRename,
}: {
  rows: readonly AdminCategoryDto[];
  list: AdminCategories;
  onRename: (category: AdminCategoryDto) => void;
}) {
  const t = useTranslate();
  const [moved, setMoved] = useState("");
  const showFailure = (error: unknown): void => {
    toast.error(t("categories.failed"), { description: error instanceof Error ? error.message : undefined });
  };
  const move = (from: number, to: number): void => {
    const keys = rows.map(({ key }) => key);
    const [key = ""] = keys.splice(from, 1);
    keys.splice(to, 0, key);
    setMoved(t("categories.moved", { name: rows[from]?.name ?? "", place: to + 1, all: rows.length }));
    list.order(keys).catch(showFailure);
  };
  const setArchived = async (
    category: AdminCategoryDto,
    archived: boolean,
    canUndo = true,
  ): Promise<void> => {
    const { key, name } = category;
    try {
      await list.change(key, { archived, was: { archived: !archived } });
      toast.success(
        t(archived ? "categories.archivedDone" : "categories.restoredDone", { name }),
        canUndo
          ? {
              action: {
                label: t("categories.undo"),
                onClick: () => void setArchived(category, !archived, false),
              },
            }
          : {},
      );
    } catch (error) {
      showFailure(error);
    }
  };
  return (
    <>
      <ol
        aria-label={t("categories.title")}
        className="max-w-2xl divide-y divide-line overflow-hidden rounded-xl bg-surface ring-1 ring-line"
      >
        {rows.map((category, place) => (
          <CategoryRow
            key={category.key}
            category={category}
            onRename={() => onRename(category)}
            onArchive={() => void setArchived(category, !category.archived)}
            {...(category.archived
              ? {}
              : {
                  onUp: place === 0 ? null : () => move(place, place - 1),
                  onDown: place === rows.length - 1 ? null : () => move(place, place + 1),
                })}
          />
        ))}
      </ol>
      <VisuallyHidden live="polite">{moved}</VisuallyHidden>
    </>
  );
}
