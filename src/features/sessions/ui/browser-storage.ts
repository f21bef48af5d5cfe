import { isAside, storedKeys, ownerOf } from "@/client/browser/kept";
import { forgetPerson } from "@/client/browser/last-person";
import { forgetFilesOf, ownersOfFiles } from "@/client/outbox/files";
import { outboxKey } from "@/client/outbox/stored-item";
import { isSafeDraft } from "@/features/drafts/ui/drafts";

/** Whether this browser stores something unsent of another person, which must not be deleted with this person's data. */
export async function holdsOfOthers(personId: string): Promise<boolean> {
  const owners = [
    ...storedKeys().flatMap((key) => {
      const owner = ownerOf(key);
      return owner !== null && isUnsent(key, owner) ? [owner] : [];
    }),
    ...(await ownersOfFiles()).flatMap((owner) => owner.split(" ")[1] ?? []),
  ];
  return owners.some((owner) => owner !== personId);
}

/** Deletes a person's data from this browser; with `isUnsentKept` only what the server has as well. */
export async function clearPerson(
  personId: string,
  { isUnsentKept }: { isUnsentKept: boolean },
): Promise<void> {
  for (const key of storedKeys().filter((one) => one.includes(personId))) {
    if (!(isUnsentKept && ownerOf(key) === personId && isUnsent(key, personId))) {
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

/** Whether this browser stores something of a person that is not on the server; unreadable values count as such. */
function isUnsent(key: string, personId: string): boolean {
  return isAside(key) || key.startsWith(outboxKey(personId)) || !isSafeDraft(key);
}

function attempt(work: () => void): void {
  try {
    work();
  } catch {
    // Without storage there is nothing to remove.
  }
}
