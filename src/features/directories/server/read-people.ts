import { AndFilter, EqualityFilter, FilterParser, OrFilter, type Filter } from "ldapts";
import { filterForAnybody } from "@/shared/directory/filter";
import type { GivenRole } from "@/shared/directory/group-roles";
import type { DirectorySettings } from "@/features/directories/schema";
import { withDirectory } from "./read-connection";
import { findGroups } from "./read-person";
import { BINARY_ATTRIBUTES, isDisabledThere, nameOfEntry, PERSON_ATTRIBUTES, subjectOf } from "./rules-entry";
import { roleOfGroups } from "./rules-groups";

/** Somebody whom a directory still lets in, as it says now. */
export interface FoundPerson {
  /** "" where it says none. */
  name: string;
  /** Null where the directory says nothing of roles. */
  role: GivenRole | null;
}

const PAGE = { pageSize: 500 };

/**
 * Who of these people, by what never changes about them, would still be let in by a directory with the right password: it has them, below the base; its filter
 * takes them, whatever they type; and they are not disabled. In one conversation; throws DirectoryError where it comes to nothing, and then says nothing of anybody.
 */
export async function findBySubjects(
  settings: DirectorySettings,
  subjects: readonly string[],
): Promise<Map<string, FoundPerson>> {
  return await withDirectory(
    settings,
    () => undefined,
    async (directory) => {
      directory.step = "search";
      const { searchEntries } = await directory.client.search(settings.baseDn, {
        scope: "sub",
        filter: filterOf(settings, subjects),
        derefAliases: "never",
        attributes: [...PERSON_ATTRIBUTES],
        explicitBufferAttributes: [...BINARY_ATTRIBUTES],
        paged: PAGE,
      });
      const found = new Map<string, FoundPerson>();
      for (const entry of searchEntries) {
        const subject = subjectOf(entry);
        if (subject !== null && !isDisabledThere(entry)) {
          const groups = settings.roleMap === null ? [] : await findGroups(directory, entry);
          const role = roleOfGroups(settings.roleMap, groups, settings.baseDn);
          found.set(subject, { name: nameOfEntry(entry) ?? "", role });
        }
      }
      return found;
    },
  );
}

function filterOf({ userFilter }: DirectorySettings, subjects: readonly string[]): Filter {
  const who = new OrFilter({ filters: subjects.flatMap(filtersFor) });
  const anybody = filterForAnybody(userFilter);
  return anybody === null ? who : new AndFilter({ filters: [FilterParser.parseString(anybody), who] });
}

/** An attribute that a directory does not know finds nobody there, and hides nobody beside it. */
function filtersFor(subject: string): Filter[] {
  const named = ["entryUUID", "ipaUniqueID", "nsUniqueId"].map(
    (attribute) => new EqualityFilter({ attribute, value: subject }),
  );
  return /^[0-9a-f]{32}$/.test(subject)
    ? [new EqualityFilter({ attribute: "objectGUID", value: Buffer.from(subject, "hex") }), ...named]
    : named;
}
