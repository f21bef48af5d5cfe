import { nextInQueue, type OutboxItem } from "./outbox";
import { OutboxRunner } from "./runner";
import { OutboxStore } from "./store";

const PATIENCE_MILLISECONDS = 6_000;

/** Sends what is left in a person's outbox in this browser; resolves with the items that could not be sent in a few seconds, or need a decision. */
export async function drainOutbox(personId: string): Promise<readonly OutboxItem[]> {
  const store = new OutboxStore(personId);
  const stop = store.start();
  const runner = new OutboxRunner(personId, store, () => undefined);
  try {
    await new Promise<void>((resolve) => {
      const check = (): void => {
        if (!mayGoOn(store.items())) {
          resolve();
        }
      };
      store.subscribe(check);
      setTimeout(resolve, PATIENCE_MILLISECONDS);
      runner.kick();
      check();
    });
    return store.items();
  } finally {
    runner.close();
    stop();
    // The page's own outbox gets no event for changes that this page made itself.
    window.dispatchEvent(new StorageEvent("storage", { key: null }));
  }
}

function mayGoOn(items: readonly OutboxItem[]): boolean {
  const ticketIds = new Set(items.map((item) => item.lane));
  return (
    [...ticketIds].some((ticketId) => nextInQueue(items.filter((item) => item.lane === ticketId)) !== null) ||
    items.some((item) => item.state === "files" && item.files.some((file) => file.state === "waiting"))
  );
}
