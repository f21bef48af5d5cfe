import type { RequestKey } from "./idempotency";

/** The origin of a change: the request's idempotency key, and the client's address for the audit. */
export interface By {
  key: RequestKey | null;
  address: string;
}
