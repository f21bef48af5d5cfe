import { forgetPerson } from "@/client/browser/last-person";
import { forgetFilesOf, ownersOfFiles } from "@/client/outbox/files";

const DRAFT = /^helpejo:draft:([^:]+):/;
const OUTBOX = /^helpejo:outbox:([^:]+):/;

/** Whether this browser keeps something unsent of somebody other than this person, which must not go with them. */
export async function holdsOfOthers(personId: string): Promise<boolean> {
  const owners = [
    ...allKeys().flatMap((key) => {
      const owner = DRAFT.exec(key)?.[1] ?? OUTBOX.exec(key)?.[1];
      return owner === undefined || (DRAFT.test(key) && isSafe(key)) ? [] : [owner];
    }),
    ...(await ownersOfFiles()).flatMap((owner) => owner.split(" ")[1] ?? []),
  ];
  return owners.some((owner) => owner !== personId);
}

/** Takes from this browser what it keeps of a person; with `isUnsentKept` only what the server has as well. */
export async function clearPerson(
  personId: string,
  { isUnsentKept }: { isUnsentKept: boolean },
): Promise<void> {
  for (const key of allKeys().filter((one) => one.includes(personId))) {
    const isUnsent = OUTBOX.test(key) || (DRAFT.test(key) && !isSafe(key));
    if (!(isUnsent && isUnsentKept)) {
      attempt(() => localStorage.removeItem(key));
    }
  }
  forgetPerson();
  attempt(() => sessionStorage.clear());
  if (!isUnsentKept) {
    await forgetFilesOf(personId);
  }
  if (typeof caches !== "undefined") {
    const names = await caches.keys().catch((): string[] => []);
    await Promise.all(names.map((name) => caches.delete(name).catch(() => false)));
  }
}

function allKeys(): string[] {
  try {
    return Object.keys(localStorage);
  } catch {
    return [];
  }
}

/** Whether a kept draft holds nothing that the server does not have. */
function isSafe(key: string): boolean {
  try {
    const draft: unknown = JSON.parse(localStorage.getItem(key) ?? "null");
    return (
      typeof draft !== "object" || draft === null || Reflect.get(draft, "isDirty") === false || isEmpty(draft)
    );
  } catch {
    return false;
  }
}

function isEmpty(draft: object): boolean {
  const others: unknown = Reflect.get(draft, "others");
  return Reflect.get(draft, "text") === "" && !(Array.isArray(others) && others.length > 0);
}

function attempt(work: () => void): void {
  try {
    work();
  } catch {
    // Where nothing can be kept there is nothing to take away.
  }
}
