"use client";

import { Search } from "lucide-react";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useState } from "react";
import { useTranslate } from "@/messages/translate-provider";
import { IconButton } from "@/ui/buttons/icon-button";
import { Popover } from "@/ui/overlays/popover";
import { SearchInput } from "@/ui/fields/search-input";
import { listHref, readListQuery, withValue } from "./query";

/** Searches all tickets: Enter shows the results. In the folded sidebar it is a button that opens the same box. */
export function ListSearch({ isNarrow }: { isNarrow: boolean }) {
  const t = useTranslate();
  if (!isNarrow) {
    return <SearchBox />;
  }
  return (
    <Popover
      label={t("tickets.list.search")}
      side="right"
      className="p-2"
      trigger={
        <IconButton
          label={t("tickets.list.search")}
          icon={<Search />}
          tooltipSide="right"
          className="self-center"
        />
      }
    >
      <SearchBox autoFocus />
    </Popover>
  );
}

function SearchBox({ autoFocus }: { autoFocus?: boolean }) {
  const t = useTranslate();
  const router = useRouter();
  const path = usePathname();
  const current = useCurrentSearch(path);
  const [draft, setDraft] = useState<{ of: string; text: string }>({ of: current, text: current });
  // Another search from elsewhere (a removed chip, the back button) replaces the text here.
  const text = draft.of === current ? draft.text : current;

  function show(wanted: string) {
    const search =
      wanted.trim() === "" ? "status=open,in_progress,waiting" : withValue("", "q", wanted.trim());
    if (path === "/tickets") {
      window.history.pushState(null, "", listHref(readListQuery(new URLSearchParams(search)).search));
    } else {
      router.push(listHref(search));
    }
  }

  return (
    <SearchInput
      label={t("tickets.list.searchTickets")}
      keys={["/"]}
      data-list-search=""
      autoFocus={autoFocus}
      maxLength={200}
      value={text}
      onValueChange={(next) => {
        setDraft({ of: current, text: next });
        if (next === "" && current !== "") {
          show("");
        }
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter" && !event.nativeEvent.isComposing) {
          show(text);
        }
      }}
    />
  );
}

/** The search text of the open list; elsewhere empty. */
function useCurrentSearch(path: string): string {
  const text = useSearchParams().get("q") ?? "";
  return path === "/tickets" ? text : "";
}
