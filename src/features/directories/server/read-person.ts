import { randomUUID } from "node:crypto";
import {
  ConstraintViolationError,
  EqualityFilter,
  ExtensibleFilter,
  InappropriateAuthError,
  InvalidCredentialsError,
  OrFilter,
  UnwillingToPerformError,
  type Entry,
} from "ldapts";
import { say } from "@/messages/server/say";
import { filterFor } from "@/shared/directory/filter";
import { canonicalEmail } from "@/shared/email";
import type { GivenRole } from "@/shared/directory/group-roles";
import type { DirectorySettings } from "@/features/directories/schema";
import { withDirectory, type Directory, type StepListener } from "./read-connection";
import {
  BINARY_ATTRIBUTES,
  isDisabledThere,
  nameOfEntry,
  PERSON_ATTRIBUTES,
  subjectOf,
  valuesOf,
} from "./rules-entry";
import { roleOfGroups } from "./rules-groups";

/** Somebody of a directory. */
export interface DirectoryPerson {
  dn: string;
  /** What never changes about them there. */
  subject: string;
  name: string;
  email: string | null;
  groups: string[];
  /** Null where the directory says nothing of roles. */
  role: GivenRole | null;
}

/** Active Directory's rule that follows groups within groups; others do not know it, and find nobody by it. */
const IN_CHAIN = "1.2.840.113556.1.4.1941";
const PAGE = { pageSize: 500 };
const SHOWN_GROUPS = 20;

/**
 * Finds who this login is in a directory, and whether this is their password (null, for an admin's try: it is not asked for). Searches first and then
 * signs in as what was found, once. Null where nobody or more than one has the name, and for a wrong password; throws DirectoryError where the directory is away or
 * not set up as it should be. A password that is empty is none: directories let everybody in with it, as nobody.
 */
export async function findInDirectory(
  settings: DirectorySettings,
  { login, password }: { login: string; password: string | null },
  listener: StepListener = () => undefined,
): Promise<DirectoryPerson | null> {
  if (password === "" || login.trim() === "") {
    return null;
  }
  return await withDirectory(settings, listener, async (directory) => {
    const entry = await findEntry(directory, login);
    if (!entry) {
      await tryNobody(directory, password);
      return null;
    }
    const { dn } = entry;
    directory.step = "person";
    const subject = subjectOf(entry);
    if (subject === null) {
      throw directory.failure(say("directories.noSubject", { name: dn }));
    }
    directory.report(say("directories.found", { name: dn }));
    if (password !== null && !(await isPasswordOf(directory, dn, password))) {
      return null;
    }
    if (isDisabledThere(entry)) {
      directory.step = password === null ? "person" : "password";
      directory.failure(say("directories.disabled", { name: dn }));
      return null;
    }
    const groups = await findGroups(directory, entry);
    directory.step = "role";
    const role = roleOfGroups(settings.roleMap, groups, settings.baseDn);
    directory.report(role === null ? say("directories.noRoles") : say("directories.role", { role }));
    const [email = null] = valuesOf(entry, "mail").flatMap((mail) => canonicalEmail(mail.trim()) ?? []);
    return { dn, subject, name: nameOfEntry(entry) ?? login, email, groups, role };
  });
}

/** The one entry of that login. What a directory refers to elsewhere is not followed: nobody there would be asked for their certificate. */
async function findEntry(directory: Directory, login: string): Promise<Entry | null> {
  const { baseDn, userFilter } = directory.settings;
  directory.step = "search";
  const { searchEntries } = await directory.client.search(baseDn, {
    scope: "sub",
    filter: filterFor(userFilter, login),
    derefAliases: "never",
    sizeLimit: 2,
    attributes: [...PERSON_ATTRIBUTES],
    explicitBufferAttributes: [...BINARY_ATTRIBUTES],
  });
  directory.report(say("directories.searched", { base: baseDn }));
  const [entry, other] = searchEntries;
  if (entry && !other && entry.dn !== "") {
    return entry;
  }
  directory.step = "person";
  directory.failure(other ? say("directories.several", { login }) : say("directories.nobody", { login }));
  return null;
}

async function isPasswordOf(directory: Directory, dn: string, password: string): Promise<boolean> {
  directory.step = "password";
  try {
    await directory.client.bind(dn, password);
  } catch (error) {
    if (!isRefusal(error)) {
      throw error;
    }
    directory.failure(say("directories.wrongPassword"));
    return false;
  }
  directory.report(say("directories.password"));
  await directory.bind();
  return true;
}

/** Signs in as nobody, so that an unknown name takes a directory as many questions as a wrong password. */
async function tryNobody({ client, settings }: Directory, password: string | null): Promise<void> {
  if (password !== null) {
    await client.bind(`cn=${randomUUID()},${settings.baseDn}`, password).catch((error: unknown) => {
      if (!isRefusal(error)) {
        throw error;
      }
    });
  }
}

/** Groups that the entry names itself, and those that name it: of names, of user names, and in Active Directory also by way of other groups. */
export async function findGroups(directory: Directory, entry: Entry): Promise<string[]> {
  directory.step = "groups";
  const { dn } = entry;
  const byName = [
    ...["member", "uniqueMember"].map((attribute) => new EqualityFilter({ attribute, value: dn })),
    ...valuesOf(entry, "uid").map((value) => new EqualityFilter({ attribute: "memberUid", value })),
  ];
  const inChain = new ExtensibleFilter({ matchType: "member", rule: IN_CHAIN, value: dn });
  const { searchEntries } = await directory.client.search(directory.settings.baseDn, {
    scope: "sub",
    filter: new OrFilter({ filters: [...byName, inChain] }),
    derefAliases: "never",
    attributes: ["cn"],
    paged: PAGE,
  });
  const groups = [...new Set([...valuesOf(entry, "memberOf"), ...searchEntries.map((group) => group.dn)])];
  const shown = groups.slice(0, SHOWN_GROUPS).join("; ") || "-";
  directory.report(say("directories.groups", { count: groups.length, groups: shown }));
  return groups;
}

/** What directories answer to a wrong password, and to an account that is locked, without a password or expired. */
function isRefusal(error: unknown): boolean {
  return [
    InvalidCredentialsError,
    InappropriateAuthError,
    UnwillingToPerformError,
    ConstraintViolationError,
  ].some((kind) => error instanceof kind);
}
