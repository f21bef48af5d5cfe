import {
  isBelow,
  isSameName,
  parseName,
  type DistinguishedName,
} from "@/shared/directory/distinguished-name";
import { parseGroupRoles, highestRole, type GivenRole } from "@/shared/directory/group-roles";

/**
 * The role that groups give, each by its distinguished name. A group of the map that is a distinguished name itself is that group alone, however it
 * is written; a plain name is the group of that common name, of those below the base: a group of that name elsewhere may
 * be anybody's. Null without a map.
 */
export function roleOfGroups(
  roleMap: string | null,
  groups: readonly string[],
  baseDn: string,
): GivenRole | null {
  const map = roleMap === null ? null : parseGroupRoles(roleMap);
  if (map === null) {
    return null;
  }
  const names = readNames(groups);
  const base = parseName(baseDn) ?? [];
  return highestRole(map, (group) => {
    const wanted = group.includes("=") ? parseName(group) : null;
    return names.some((name) =>
      wanted ? isSameName(name, wanted) : isBelow(name, base) && isCalled(name, group),
    );
  });
}

function readNames(groups: readonly string[]): DistinguishedName[] {
  return groups.flatMap((group) => {
    const name = parseName(group);
    return name === null ? [] : [name];
  });
}

function isCalled(name: DistinguishedName, group: string): boolean {
  const [own = []] = name;
  const [one, ...others] = own;
  const [[wanted] = []] = parseName(`cn=${group.replace(/[\\,+]/g, "\\$&")}`) ?? [];
  return others.length === 0 && one?.type === "cn" && one.value === wanted?.value;
}
