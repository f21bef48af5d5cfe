"use client";

import { EllipsisVertical, GitMerge, Pencil, SearchX, Tag, Trash2 } from "lucide-react";
import Link from "next/link";
import { useDeferredValue, useState } from "react";
import type { AdminTagDto, AdminTagsQuery } from "@/features/tags/schema";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { IconButton } from "@/ui/buttons/icon-button";
import { SearchInput } from "@/ui/fields/search-input";
import { Select } from "@/ui/fields/select";
import { LiveList } from "@/ui/lists/live-list";
import { Menu, MenuItem } from "@/ui/overlays/menu";
import { toast } from "@/ui/overlays/toast";
import { PageHeader } from "@/ui/shell/page-header";
import { EmptyState } from "@/ui/states/empty";
import { TagChanges } from "./tag-changes";
import { TagDialog, type TagWish } from "./tag-dialog";
import { useAdminTags, useTagActions, useTagChanges } from "./use-admin-tags";

/** Every tag with its count, for admins, and what can be done to it. */
export function TagsPage() {
  const t = useTranslate();
  const [text, setText] = useState("");
  const [sort, setSort] = useState<AdminTagsQuery["sort"]>("name");
  const [wish, setWish] = useState<TagWish | null>(null);
  const changes = useTagChanges();
  const list = useAdminTags(
    useDeferredValue(text.trim()),
    sort,
    changes.some(({ state }) => state === "running"),
  );
  const { begin, undo } = useTagActions();
  const showFailure = (error: unknown): void => {
    toast.error(t("adminTags.failed"), { description: error instanceof Error ? error.message : undefined });
  };
  return (
    <div className="flex min-w-0 flex-1 flex-col gap-5 p-4 sm:p-6">
      <PageHeader title={t("adminTags.title")} description={t("adminTags.description")} />
      <div className="flex max-w-3xl flex-wrap gap-2">
        <SearchInput
          label={t("adminTags.search")}
          value={text}
          onValueChange={setText}
          className="min-w-48 flex-1 basis-48"
        />
        <Select
          label={t("adminTags.sort")}
          value={sort}
          onValueChange={setSort}
          options={[
            { value: "name", label: t("adminTags.byName") },
            { value: "-tickets", label: t("adminTags.byTickets") },
          ]}
          className="w-auto min-w-44 max-sm:flex-1"
        />
      </div>
      <LiveList
        list={list}
        loading={t("adminTags.loading")}
        offline={t("adminTags.offline")}
        empty={<NoTags text={text} onClear={() => setText("")} />}
        className="max-w-3xl"
      >
        {(tags) => (
          <ul
            aria-label={t("adminTags.title")}
            className="divide-y divide-line rounded-xl bg-surface ring-1 ring-line"
          >
            {tags.map((tag) => (
              <TagRow key={tag.name} tag={tag} onWish={setWish} />
            ))}
          </ul>
        )}
      </LiveList>
      <TagChanges changes={changes} onUndo={(id) => void undo(id).catch(showFailure)} />
      {wish !== null && <TagDialog wish={wish} onBegin={begin} onClose={() => setWish(null)} />}
    </div>
  );
}

function NoTags({ text, onClear }: { text: string; onClear: () => void }) {
  const t = useTranslate();
  return text.trim() === "" ? (
    <EmptyState icon={<Tag />} title={t("adminTags.none.title")} reason={t("adminTags.none.reason")} />
  ) : (
    <EmptyState
      icon={<SearchX />}
      title={t("adminTags.noneFound.title")}
      reason={t("adminTags.noneFound.reason", { text })}
      action={<Button onClick={onClear}>{t("adminTags.noneFound.clear")}</Button>}
    />
  );
}

function TagRow({ tag, onWish }: { tag: AdminTagDto; onWish: (wish: TagWish) => void }) {
  const t = useTranslate();
  const { name, tickets } = tag;
  return (
    <li className="flex items-center gap-2 py-1.5 ps-4 pe-2">
      <bdi className="min-w-0 flex-1 font-medium wrap-anywhere">{name}</bdi>
      <Link
        href={`/tickets?${new URLSearchParams({ tag: name })}`}
        className="shrink-0 rounded-md text-note text-ink-muted tabular-nums underline-offset-2 focus-ring hover:underline"
      >
        {t("adminTags.ticketsOf", { count: tickets })}
      </Link>
      <Menu
        align="end"
        trigger={<IconButton label={t("adminTags.actions", { name })} icon={<EllipsisVertical />} />}
      >
        <MenuItem icon={<Pencil />} onSelect={() => onWish({ kind: "rename", tag })}>
          {t("adminTags.rename")}
        </MenuItem>
        <MenuItem icon={<GitMerge />} onSelect={() => onWish({ kind: "merge", tag })}>
          {t("adminTags.merge")}
        </MenuItem>
        <MenuItem danger icon={<Trash2 />} onSelect={() => onWish({ kind: "delete", tag })}>
          {t("adminTags.delete")}
        </MenuItem>
      </Menu>
    </li>
  );
}
