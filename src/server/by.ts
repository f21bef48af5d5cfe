import type { RequestKey } from "./idempotency";

/** How a change reached us: the request's idempotency key, and the client's address for the audit. */
export interface By {
  key: RequestKey | null;
  address: string;
}

/** For `transactionOnce`, where an answer is about no ticket whose sight could have been lost. */
export async function noTicketToCheck(): Promise<void> {
  // Nothing to check: the caller's right to ask at all was checked before.
}
