"use client";

import { useEffect, useState } from "react";
import { askJson, type Problem } from "@/client/api/post-json";

/** The state of the token in a link's fragment. */
export type LinkToken =
  | { state: "checking" }
  | { state: "good"; token: string; answer: unknown }
  | { state: "bad"; problem: Problem | null };

/**
 * Removes the token from the page's URL (`#token=...`), where the browser's history and bystanders could read
 * it, and checks it by `path`. A fragment is never sent to a server, so no proxy logs it. The tab stores it
 * until `forgetLinkToken`, so that the page can be reloaded.
 */
export function useLinkToken(path: string): LinkToken {
  const [link, setLink] = useState<LinkToken>({ state: "checking" });
  useEffect(() => {
    let latest = 0;
    const look = (): void => {
      const own = (latest += 1);
      void check(path).then((found) => own === latest && setLink(found));
    };
    // A link that is opened in the tab of its own page changes the fragment alone: nothing is loaded.
    const onNewLink = (): void => {
      if (window.location.hash !== "") {
        setLink({ state: "checking" });
        look();
      }
    };
    look();
    window.addEventListener("hashchange", onNewLink);
    return () => {
      latest = -1;
      window.removeEventListener("hashchange", onNewLink);
    };
  }, [path]);
  return link;
}

/** The token has been used. */
export function forgetLinkToken(): void {
  try {
    window.sessionStorage.removeItem(storageKey());
  } catch {
    // Without storage nothing was stored.
  }
}

async function check(path: string): Promise<LinkToken> {
  const token = takeLinkToken();
  if (token === "") {
    return { state: "bad", problem: null };
  }
  const { problem, answer } = await askJson(path, { token });
  return problem ? { state: "bad", problem } : { state: "good", token, answer };
}

/** The token of the page's fragment, which is taken out of the URL and kept for this tab; "" without one. */
export function takeLinkToken(): string {
  const { hash, pathname, search } = window.location;
  const given = new URLSearchParams(hash.slice(1)).get("token") ?? "";
  try {
    if (given === "") {
      return window.sessionStorage.getItem(storageKey()) ?? "";
    }
    window.sessionStorage.setItem(storageKey(), given);
  } catch {
    // Without storage the page works until it is reloaded.
  }
  if (given !== "") {
    window.history.replaceState(window.history.state, "", `${pathname}${search}`);
  }
  return given;
}

function storageKey(): string {
  return `helpejo:link:${window.location.pathname}`;
}
