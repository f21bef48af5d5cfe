import { onConsole } from "@/messages/server/say";
import { findOrganisation, listOrganisations } from "@/features/organisations/server/read-console";
import type { ConsoleOrganisation, ListedOrganisation } from "@/features/organisations/server/read-console";
import { changeHosts } from "@/features/organisations/server/write-hosts";
import { renameOrganisation } from "@/features/organisations/server/write-rename";
import { findOwner } from "@/features/users/server/read-console";
import { foundOrganisation } from "@/features/users/server/write-organisation";
import { env } from "@/server/process/env";
import { originOfHost } from "@/server/tenant/links";
import { storedHost } from "@/server/tenant/tenant";
import { AppError } from "@/shared/errors";
import { slugOf } from "@/shared/slug";
import { choosePassword } from "../console/choose-password";
import type { OrganisationOptions } from "./options";

/** Does what is wanted and returns what to say of it. Done twice, it says that it is so already. */
export async function carryOut(options: OrganisationOptions): Promise<string> {
  switch (options.verb) {
    case "create":
      return await create(options);
    case "list":
      return sayList(await listOrganisations(), options.isJson);
    case "rename": {
      const { organisation, before, hasChanged } = await renameOrganisation(options.which, options);
      return hasChanged
        ? `${before.name} (${before.slug}) is called ${organisation.name} (${organisation.slug}) now.`
        : `${organisation.name} (${organisation.slug}) is called so already.`;
    }
    case "host": {
      if (options.add.length + options.remove.length === 0 && options.main === null) {
        return sayHosts(await findOrganisation(options.which));
      }
      const { organisation, hasChanged } = await changeHosts(options.which, options);
      const isSo = hasChanged ? "Running processes follow within five seconds." : "It was so already.";
      return [sayHosts(organisation), isSo, ...sayOrigins(organisation.hosts)].join("\n");
    }
  }
}

async function create(options: Extract<OrganisationOptions, { verb: "create" }>): Promise<string> {
  const existing = await findExisting(options);
  if (existing !== null) {
    return existing;
  }
  const chosen = options.invite ? { password: null, shown: "" } : await choosePassword(options.generate);
  const { organisation, invitationToken, formerlyAlone } = await foundOrganisation({
    ...options,
    admin: { ...options.admin, password: chosen.password },
  });
  const { admin } = options;
  return [
    `Made ${organisation.name} (${organisation.slug}). ${sayHosts(organisation)}`,
    `Its first admin is ${admin.name} <${admin.email}>.${chosen.shown}`,
    ...(invitationToken === null
      ? []
      : [
          `A password is chosen there, once, within 7 days: ${addressOf(organisation)}/invitation#token=${invitationToken}`,
        ]),
    ...(formerlyAlone === null ? [] : [sayNoLongerAlone(formerlyAlone)]),
    ...sayOrigins(organisation.hosts),
  ].join("\n");
}

/** What is said of the organisation that is to be made, when it is there with this admin; throws `name_taken` when another has its slug. */
async function findExisting({
  name,
  slug,
  host,
  admin,
}: Extract<OrganisationOptions, { verb: "create" }>): Promise<string | null> {
  const word = slug ?? slugOf(name);
  const address = host === null ? null : storedHost(host);
  const existing = (await listOrganisations()).find(
    (one) => one.slug === word || (one.name === name && address !== null && one.hosts.includes(address)),
  );
  if (!existing) {
    return null;
  }
  const isSame = existing.name === name && (address === null || existing.hosts.includes(address));
  const person = isSame ? await findOwner(existing.id, admin.email) : null;
  if (person?.role !== "admin") {
    throw new AppError(
      "name_taken",
      onConsole(
        isSame
          ? `There is ${existing.name} (${existing.slug}) already, without this admin. Make one: npm run person -- create --organisation ${existing.slug} --role admin --email ${admin.email}`
          : `${existing.name} is called ${existing.slug} already. ${sayHosts(existing)} Choose another word by --slug.`,
      ),
    );
  }
  return `There is ${existing.name} (${existing.slug}) already, with ${person.name} <${admin.email}> as an admin. Nothing was changed.`;
}

function sayList(all: readonly ListedOrganisation[], isJson: boolean): string {
  if (isJson) {
    return JSON.stringify(
      all.map(({ id, slug, name, hosts, isFirst, people, admins, tickets, createdAt }) => ({
        id,
        slug,
        name,
        hosts,
        isFirst,
        people,
        admins,
        tickets,
        createdAt: createdAt.toISOString(),
      })),
      null,
      2,
    );
  }
  if (all.length === 0) {
    return "There is no organisation yet.";
  }
  const rows = all.map((one) => [
    one.slug,
    one.name,
    `${one.people} people, ${one.admins} admins, ${one.tickets} tickets`,
    all.length === 1 ? "every name" : one.hosts.join(", ") || "the names of NEXTAUTH_URL",
  ]);
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")).join("\n");
}

function sayHosts({ hosts, isFirst, name }: ConsoleOrganisation): string {
  const [main, ...further] = hosts;
  if (main === undefined) {
    return isFirst
      ? `${name} answers to the names of NEXTAUTH_URL, and to every name while it is alone.`
      : `${name} answers to every name while it is alone.`;
  }
  return `${name} answers to ${main}${further.length === 0 ? "" : ` and to ${further.join(", ")}`}.`;
}

function sayNoLongerAlone(first: ConsoleOrganisation): string {
  const names = first.hosts.length === 0 ? "the names of NEXTAUTH_URL" : first.hosts.join(", ");
  return `${first.name} (${first.slug}) answered to every name until now; from now on to ${names} alone, and a name that is nobody's is refused.`;
}

/** Browsers change something from allowed addresses alone. */
function sayOrigins(hosts: readonly string[]): string[] {
  const allowed = env().allowedOrigins.map((origin) => new URL(origin).hostname);
  const missing = hosts.filter((host) => !allowed.includes(host));
  return missing.length === 0
    ? []
    : [
        `Browsers are let in when the server knows its address: add ${missing.map((host) => originOfHost(host)).join(",")} to ALLOWED_ORIGINS and start it again.`,
      ];
}

function addressOf({ hosts }: ConsoleOrganisation): string {
  return originOfHost(hosts[0]);
}
