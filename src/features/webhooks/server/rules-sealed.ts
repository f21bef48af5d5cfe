import type { SealedColumn } from "@/server/secrets/turn";

/** What a webhook's secrets are sealed for. */
export function webhookPurpose(webhookId: string): string {
  return `webhook ${webhookId}`;
}

/** The secrets of webhooks: the one that signs, and the one before it. */
export const SEALED_WEBHOOKS: readonly SealedColumn[] = ["sealed_secret", "sealed_former"].map((column) => ({
  table: "webhooks",
  key: ["id"],
  column,
  purpose: (id = "") => webhookPurpose(id),
}));
