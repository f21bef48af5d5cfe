import type { AssignmentRequestQuery } from "@/features/assignment-requests/schema";

/** Which of the lists is shown: what waits for this person, what was decided, or what they asked for. */
export type Shown = "waiting" | "decided" | "asked";

const LISTS: Record<Shown, Pick<AssignmentRequestQuery, "side" | "state">> = {
  waiting: { side: "decide", state: ["pending"] },
  decided: { side: "decide", state: ["approved", "declined"] },
  asked: { side: "asked" },
};

/** Which list an address asks for; what it does not know is the first. */
export function readShown(value: string | null): Shown {
  return value === "decided" || value === "asked" ? value : "waiting";
}

/** The query of a list, as the API takes it. */
export function queryOf(shown: Shown): Pick<AssignmentRequestQuery, "side" | "state"> {
  return LISTS[shown];
}

/** The same as a query string. */
export function searchOf(shown: Shown): string {
  const { side = "decide", state = [] } = LISTS[shown];
  return new URLSearchParams([["side", side], ...state.map((one) => ["state", one])]).toString();
}
