import type { AuditCheckDto } from "@/features/audit/schema";
import { checkRange } from "@/server/audit/check";
import { countedRead } from "@/server/http/bounded-read";
import type { AuditChain } from "@/shared/audit/chains";
import type { Actor } from "@/shared/roles";

/** Checks a part of one of the organisation's chains; for its admins. */
export async function checkAudit(
  actor: Actor,
  { chain, after }: { chain: AuditChain; after?: number | undefined },
): Promise<AuditCheckDto> {
  const { organisationId } = actor;
  const { anchor, ...found } = await countedRead(actor, () =>
    checkRange({ organisationId, chain, after: after ?? null }),
  );
  return { ...found, removed: anchor.number };
}
