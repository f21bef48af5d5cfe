/**
 * The two chains of an organisation's audit: what was done, and what was tried (sign-ins and refusals, which count up and are
 * kept for a shorter time). Each has its own numbers, so removing the oldest of one leaves no gap in the other.
 */
export const AUDIT_CHAINS = ["actions", "attempts"] as const;

/** One of the two chains. */
export type AuditChain = (typeof AUDIT_CHAINS)[number];
