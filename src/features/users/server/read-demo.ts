import { env } from "@/server/process/env";
import { prisma } from "@/server/database/database";
import type { OrganisationId } from "@/shared/roles";

/** Those of `emails` that can sign in as demo people here: none unless the demo runs. */
export async function findDemoEmails(
  organisationId: OrganisationId,
  emails: readonly string[],
): Promise<string[]> {
  if (!env().demo) {
    return [];
  }
  const people = await prisma().person.findMany({
    where: {
      organisationId,
      email: { in: [...emails] },
      isDemo: true,
      disabledAt: null,
      passwordHash: { not: null },
    },
    select: { email: true },
  });
  return people.flatMap((person) => person.email ?? []);
}
