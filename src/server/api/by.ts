import type { RequestKey } from "./idempotency";

/** How a change reached us: the request's idempotency key, and the client's address for the audit. */
export interface By {
  key: RequestKey | null;
  address: string;
}
