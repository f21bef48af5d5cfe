"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useKeys } from "@/client/browser/use-keys";
import { useMe } from "@/client/browser/me";
import { Dialog } from "@/ui/overlays/dialog";
import { Kbd } from "@/ui/marks/kbd";
import { useTranslate } from "@/messages/translate-provider";
import type { Translate } from "@/messages/translation";

interface KeyGroup {
  title: WordsKey;
  isForChanging?: boolean;
  isForAdmins?: boolean;
  /** What they do, and the keys: as English keyboards name them. */
  keys: readonly (readonly [WordsKey, ...string[]])[];
}

type WordsKey = Extract<Parameters<Translate>[0], `shell.keys.${string}`>;

/** The keys that do something anywhere in the workspace, and the sheet that lists all of them. */
export function DeskKeys() {
  const t = useTranslate();
  const [isOpen, setOpen] = useState(false);
  const router = useRouter();
  const me = useMe();

  useKeys({
    "?": () => setOpen(true),
    n: () => router.push("/tickets/new"),
    "/": () => {
      const boxes = document.querySelectorAll<HTMLInputElement>("[data-list-search]");
      const box = [...boxes].find((one) => one.checkVisibility());
      if (!box) {
        return false;
      }
      box.focus();
      box.select();
    },
  });

  const groups = GROUPS.filter(
    (group) => (!group.isForChanging || me.role !== "viewer") && (!group.isForAdmins || me.role === "admin"),
  );
  return (
    <Dialog
      open={isOpen}
      onOpenChange={setOpen}
      title={t("shell.keys.title")}
      description={t("shell.keys.description")}
    >
      <div className="grid gap-x-10 gap-y-5 sm:grid-cols-2">
        {groups.map((group) => (
          <section key={group.title} aria-label={t(group.title)}>
            <h3 className="mb-2 text-xs font-medium text-ink-muted">{t(group.title)}</h3>
            <dl className="flex flex-col gap-1.5">
              {group.keys.map(([words, ...keys]) => (
                <div key={words} className="flex items-center justify-between gap-4">
                  <dt>{t(words)}</dt>
                  <dd className="flex shrink-0 gap-1 text-ink-muted">
                    {keys.map((key) => (
                      <Kbd key={key}>{capOf(t, key)}</Kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}

const GROUPS: readonly KeyGroup[] = [
  {
    title: "shell.keys.everywhere.title",
    keys: [
      ["shell.keys.everywhere.search", "/"],
      ["shell.keys.everywhere.newTicket", "N"],
      ["shell.keys.everywhere.list", "?"],
    ],
  },
  {
    title: "shell.keys.list.title",
    keys: [
      ["shell.keys.list.next", "J"],
      ["shell.keys.list.previous", "K"],
      ["shell.keys.list.open", "Enter"],
      ["shell.keys.list.select", "X"],
    ],
  },
  {
    title: "shell.keys.ticket.title",
    isForChanging: true,
    keys: [
      ["shell.keys.ticket.reply", "R"],
      ["shell.keys.ticket.note", "C"],
      ["shell.keys.ticket.assign", "A"],
      ["shell.keys.ticket.status", "S"],
      ["shell.keys.ticket.priority", "P"],
      ["shell.keys.ticket.macro", "M"],
      ["shell.keys.ticket.merge", "G"],
      ["shell.keys.ticket.preview", "V"],
    ],
  },
  {
    title: "shell.keys.notices.title",
    isForAdmins: true,
    keys: [
      ["shell.keys.notices.next", "J"],
      ["shell.keys.notices.previous", "K"],
      ["shell.keys.notices.acknowledge", "E"],
    ],
  },
  {
    title: "shell.keys.writing.title",
    keys: [
      ["shell.keys.writing.send", "Ctrl", "Enter"],
      ["shell.keys.writing.canned", "/"],
      ["shell.keys.writing.leave", "Esc"],
    ],
  },
];

/** The label of a key on the reader's keyboard. */
function capOf(t: Translate, key: string): string {
  switch (key) {
    case "Enter":
      return t("shell.keys.enter");
    case "Ctrl":
      return t("shell.keys.ctrl");
    case "Esc":
      return t("shell.keys.esc");
    default:
      return key;
  }
}
