import { isAside, keptKeys, ownerOf } from "@/client/browser/kept";
import { forgetPerson } from "@/client/browser/last-person";
import { forgetFilesOf, ownersOfFiles } from "@/client/outbox/files";
import { outboxKey } from "@/client/outbox/stored-item";
import { isSafeDraft } from "@/features/drafts/ui/drafts";

/** Whether this browser keeps something unsent of somebody other than this person, which must not go with them. */
export async function holdsOfOthers(personId: string): Promise<boolean> {
  const owners = [
    ...keptKeys().flatMap((key) => {
      const owner = ownerOf(key);
      return owner !== null && isUnsent(key, owner) ? [owner] : [];
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
  for (const key of keptKeys().filter((one) => one.includes(personId))) {
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

/** Whether something that is kept for a person is not on the server; what cannot be read is taken for that. */
function isUnsent(key: string, personId: string): boolean {
  return isAside(key) || key.startsWith(outboxKey(personId)) || !isSafeDraft(key);
}

function attempt(work: () => void): void {
  try {
    work();
  } catch {
    // Where nothing can be kept there is nothing to take away.
  }
}
