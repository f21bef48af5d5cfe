import { createHmac, timingSafeEqual } from "node:crypto";
import { authSecret } from "@/server/process/env";
import { isUuid } from "@/shared/ids";

/** A token that ends a person's mails about tickets, and nothing else: "<person>.<signature>". It does not expire, as a mail may be opened late. */
export function unsubscribeToken(personId: string): string {
  return `${personId}.${signature(personId)}`;
}

/** Whose mails a token ends; null for one that was not made here. */
export function personOfToken(token: string): string | null {
  const [personId = "", given = ""] = token.split(".");
  if (!isUuid(personId)) {
    return null;
  }
  const [theirs, ours] = [Buffer.from(given), Buffer.from(signature(personId.toLowerCase()))];
  return theirs.length === ours.length && timingSafeEqual(theirs, ours) ? personId.toLowerCase() : null;
}

function signature(personId: string): string {
  return createHmac("sha256", authSecret()).update(`unsubscribe ${personId}`).digest("base64url");
}
