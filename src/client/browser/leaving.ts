/** Saves what was typed on this page; resolves with whether the server has it. */
export type Save = () => Promise<boolean>;

interface LeavingMessage {
  kind: "save" | "saving" | "saved" | "left";
  personId: string;
  isSafe: boolean;
  /** The page that says so: a channel of a page gets what another channel of the same page sends. Pages of earlier releases do not say it. */
  page?: string;
}

const PAGE = `${Date.now()}-${Math.random()}`;

const CHANNEL = "helpejo:leaving";
/** Other tabs of this browser answer at once or are asleep, and nothing was typed in them since. */
const ANSWER_MILLISECONDS = 250;
const SAVED_MILLISECONDS = 6_000;
const savers = new Set<Save>();
let isClosed = false;

/** Registers `save`, called before this person signs out in this browser; returns a function that unregisters it. */
export function onLeaving(save: Save): () => void {
  savers.add(save);
  return () => savers.delete(save);
}

/** Saves what is typed on this page. */
export async function saveHere(): Promise<boolean> {
  const saved = await Promise.all([...savers].map((save) => save().catch(() => false)));
  return saved.every(Boolean);
}

/** From now on this page writes nothing into the browser's storage: its person has signed out, and the next one may be another. */
export function closeBrowserStorage(): void {
  isClosed = true;
}

/** Whether this page may not write into the browser's storage any more. */
export function isStorageClosed(): boolean {
  return isClosed;
}

/** Answers another tab of the person: saves, and signs out with it (`left`). Returns a function that stops it. */
export function followLeaving(personId: string, left: () => void): () => void {
  const channel = openChannel();
  channel?.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
    if (!isLeavingMessage(data) || data.personId !== personId || data.page === PAGE) {
      return;
    }
    if (data.kind === "save") {
      channel.postMessage({ kind: "saving", personId, isSafe: true, page: PAGE } satisfies LeavingMessage);
      void saveHere().then((isSafe) =>
        channel.postMessage({ kind: "saved", personId, isSafe, page: PAGE } satisfies LeavingMessage),
      );
    } else if (data.kind === "left") {
      closeBrowserStorage();
      left();
    }
  });
  return () => channel?.close();
}

/** Asks the person's other tabs to save what is typed there; resolves with whether all of it was saved. */
export async function saveElsewhere(personId: string): Promise<boolean> {
  const channel = openChannel();
  if (!channel) {
    return true;
  }
  let [saving, saved, isSafe] = [0, 0, true];
  return await new Promise((resolve) => {
    const finish = (): void => {
      channel.close();
      resolve(isSafe && saved >= saving);
    };
    const answers = setTimeout(() => {
      if (saved >= saving) {
        finish();
      }
    }, ANSWER_MILLISECONDS);
    const late = setTimeout(finish, SAVED_MILLISECONDS);
    channel.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
      if (!isLeavingMessage(data) || data.personId !== personId || data.page === PAGE) {
        return;
      }
      saving += data.kind === "saving" ? 1 : 0;
      if (data.kind === "saved") {
        saved += 1;
        isSafe &&= data.isSafe;
        if (saved >= saving) {
          clearTimeout(answers);
          clearTimeout(late);
          finish();
        }
      }
    });
    channel.postMessage({ kind: "save", personId, isSafe: true, page: PAGE } satisfies LeavingMessage);
  });
}

/** Notifies the person's other tabs of the sign-out. */
export function broadcastSignOut(personId: string): void {
  const channel = openChannel();
  channel?.postMessage({ kind: "left", personId, isSafe: true, page: PAGE } satisfies LeavingMessage);
  channel?.close();
}

function openChannel(): BroadcastChannel | null {
  return typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(CHANNEL);
}

function isLeavingMessage(data: unknown): data is LeavingMessage {
  return (
    typeof data === "object" && data !== null && "kind" in data && "personId" in data && "isSafe" in data
  );
}
