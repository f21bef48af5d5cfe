import type { Actor } from "@/shared/roles";
import type { Accounts } from "../accounts";
import type { ApiAnswer } from "../http/client";
import type { RequestOptions } from "../http/requests";
import { mailsTo, setMailServer } from "../mail";

/** What a way of calling a route works with. */
export interface Stage {
  accounts: Accounts;
  admin: Actor;
  /** Calls the route that is to be audited. */
  call: (options: RequestOptions) => Promise<ApiAnswer>;
  /** Calls another one that leads there. */
  before: (route: string, options: RequestOptions) => Promise<ApiAnswer>;
}

/** A route that changes something: how it is called so that it succeeds, or why it leaves no entry, or which test shows its entry. */
export type Audited =
  | { action: string; succeed: (stage: Stage) => Promise<{ status: number }> }
  | { action: string; shownBy: string }
  | { exempt: string };

/** It is called so, and leaves this action. */
export const entry = (action: string, succeed: (stage: Stage) => Promise<{ status: number }>): Audited => ({
  action,
  succeed,
});
/** Another test shows it. */
export const shown = (action: string, shownBy: string): Audited => ({ action, shownBy });
/** It leaves none, for this reason. */
export const exempt = (reason: string): Audited => ({ exempt: reason });

export const HISTORY = exempt(
  "The ticket's own history says who, when, what before and after; it is no right.",
);
export const OWN = exempt("It is the caller's own and gives nobody a right.");
export const ASKS = exempt("It asks, and changes nothing.");
export const SEEN = exempt("It says that a notice was seen; the notice itself says who and when.");
export const NOTHING = exempt("There is nothing behind it: every answer is a refusal.");
export const GUESTS = exempt("Anybody may write; the ticket and its history say so.");

let count = 0;
/** A name that nothing has. */
export const fresh = (): string => `audited-${++count}`;

/** The token of the link in the latest mail to this address. */
export async function mailedToken(email: string): Promise<string> {
  const link = (await mailsTo(email)).at(-1)?.link ?? "";
  return link.slice(link.indexOf("token=") + "token=".length);
}

/** Lets accounts be confirmed by mail meanwhile. */
export async function withMail<T>(work: () => Promise<T>): Promise<T> {
  const from = { name: null, address: "desk@example.org" };
  setMailServer({ host: "127.0.0.1", port: 1, isSecure: false, auth: null, from });
  try {
    return await work();
  } finally {
    setMailServer(null);
  }
}
