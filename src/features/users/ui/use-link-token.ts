"use client";

import { useEffect, useState } from "react";
import { askJson, type Problem } from "@/client/api/post-json";

/** What became of the token in a link's fragment. */
export type LinkToken =
  | { state: "checking" }
  | { state: "good"; token: string; answer: unknown }
  | { state: "bad"; problem: Problem | null };

/**
 * Takes the token out of the page's address (`#token=...`), where the browser's history and whoever looks over a shoulder
 * would have it, and asks `path` about it. A fragment is never sent to a server, so no proxy writes it down. The tab keeps
 * it until `forgetLinkToken`, so that the page can be loaded again.
 */
export function useLinkToken(path: string): LinkToken {
  const [link, setLink] = useState<LinkToken>({ state: "checking" });
  useEffect(() => {
    let isShown = true;
    void check(path).then((found) => {
      if (isShown) {
        setLink(found);
      }
    });
    return () => {
      isShown = false;
    };
  }, [path]);
  return link;
}

/** The token has been used. */
export function forgetLinkToken(): void {
  try {
    window.sessionStorage.removeItem(storageKey());
  } catch {
    // Where nothing can be kept, nothing was.
  }
}

async function check(path: string): Promise<LinkToken> {
  const token = takeToken();
  if (token === "") {
    return { state: "bad", problem: null };
  }
  const { problem, answer } = await askJson(path, { token });
  return problem ? { state: "bad", problem } : { state: "good", token, answer };
}

function takeToken(): string {
  const { hash, pathname, search } = window.location;
  const given = new URLSearchParams(hash.slice(1)).get("token") ?? "";
  try {
    if (given === "") {
      return window.sessionStorage.getItem(storageKey()) ?? "";
    }
    window.sessionStorage.setItem(storageKey(), given);
  } catch {
    // Without storage the page works until it is loaded again.
  }
  if (given !== "") {
    window.history.replaceState(window.history.state, "", `${pathname}${search}`);
  }
  return given;
}

function storageKey(): string {
  return `helpejo:link:${window.location.pathname}`;
}
