import type { Job } from "@/server/jobs/jobs";
import { endOutage, listOutages } from "@/server/outages/outages";
import { mintOrganisationId, type OrganisationId } from "@/shared/roles";
import { fetchDiscovery } from "./read-discovery";
import { readProvider } from "./read-settings";

const EVERY_MILLISECONDS = 60_000;

/** Asks identity providers that were away whether they are there again. */
export const probeProvidersJob: Job = {
  name: "ask providers that were away",
  everyMilliseconds: EVERY_MILLISECONDS,
  run: probeProviders,
};

/** Asks each for its description; one that gives it, or that nobody comes in by any more, is away no longer. Returns how many that are. */
export async function probeProviders(): Promise<number> {
  const away = await listOutages("provider");
  const answers = await Promise.all(
    away.map(async (id) => {
      const hasAnswered = await isThere(mintOrganisationId(id)).catch(() => false);
      if (hasAnswered) {
        await endOutage(id, "provider");
      }
      return hasAnswered;
    }),
  );
  return answers.filter(Boolean).length;
}

async function isThere(organisationId: OrganisationId): Promise<boolean> {
  const provider = await readProvider(organisationId);
  return provider === null || (await fetchDiscovery(provider.settings.issuer)) !== null;
}
