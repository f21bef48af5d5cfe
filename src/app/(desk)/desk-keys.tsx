"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useKeys } from "@/client/browser/use-keys";
import { useMe } from "@/client/browser/me";
import { Dialog } from "@/ui/dialog";
import { Kbd } from "@/ui/kbd";

/** The keys that do something anywhere in the workspace, and the sheet that lists all of them. */
export function DeskKeys() {
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
    <Dialog open={isOpen} onOpenChange={setOpen} title="Keys" description="They rest while you type.">
      <div className="grid gap-x-10 gap-y-5 sm:grid-cols-2">
        {groups.map((group) => (
          <section key={group.title} aria-label={group.title}>
            <h3 className="mb-2 text-xs font-medium text-ink-muted">{group.title}</h3>
            <dl className="flex flex-col gap-1.5">
              {group.keys.map(([words, ...keys]) => (
                <div key={words} className="flex items-center justify-between gap-4">
                  <dt>{words}</dt>
                  <dd className="flex shrink-0 gap-1 text-ink-muted">
                    {keys.map((key) => (
                      <Kbd key={key}>{key}</Kbd>
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

const GROUPS: readonly {
  title: string;
  isForChanging?: boolean;
  isForAdmins?: boolean;
  keys: readonly (readonly [string, ...string[]])[];
}[] = [
  {
    title: "Everywhere",
    keys: [
      ["Search", "/"],
      ["New ticket", "N"],
      ["This list of keys", "?"],
    ],
  },
  {
    title: "In a list",
    keys: [
      ["Next ticket", "J"],
      ["Previous ticket", "K"],
      ["Open", "Enter"],
      ["Select", "X"],
    ],
  },
  {
    title: "In a ticket",
    isForChanging: true,
    keys: [
      ["Reply", "R"],
      ["Note", "C"],
      ["Assign", "A"],
      ["Status", "S"],
      ["Priority", "P"],
    ],
  },
  {
    title: "Among notices",
    isForAdmins: true,
    keys: [
      ["Next notice", "J"],
      ["Previous notice", "K"],
      ["Acknowledge", "E"],
    ],
  },
  {
    title: "While writing",
    keys: [
      ["Send", "Ctrl", "Enter"],
      ["Leave a box or a menu", "Esc"],
    ],
  },
];
