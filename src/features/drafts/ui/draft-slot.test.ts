import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ApiError, offline } from "@/client/api/api";
import { mergeDraft, type DraftState } from "@/features/drafts/apply";
import type { DraftDto, PutDraftInput } from "@/features/drafts/schema";
import { DraftSlot } from "./draft-slot";
import type { LocalDraft } from "./local-draft";

const START = Date.UTC(2026, 10, 20, 10, 42);
let ids = 0;

/** A server that stores one draft by the merge rule, and can be offline. */
class FakeServer {
  state: DraftState | null = null;
  failure: ApiError | null = null;
  writes = 0;
  /** Answers wait for this promise. */
  pendingAnswer: Promise<void> = Promise.resolve();

  async put(input: PutDraftInput): Promise<DraftDto> {
    await Promise.resolve();
    if (this.failure) {
      throw this.failure;
    }
    this.writes += 1;
    this.state = mergeDraft(
      this.state,
      { ...input, version: input.version ?? null },
      () => `server-${(ids += 1)}`,
    );
    const answer = this.dto();
    await this.pendingAnswer;
    if (!answer) {
      throw new Error("just kept");
    }
    return answer;
  }

  dto(): DraftDto | null {
    return this.state && { ...this.state, place: "t", kind: "reply", savedAt: new Date().toISOString() };
  }
}

/** A browser's storage that its tabs share. */
class Browser {
  kept: LocalDraft | null = null;
  isFull = false;
  readonly tabs: DraftSlot[] = [];

  constructor(private readonly server: FakeServer) {}

  open(): DraftSlot {
    const tab: DraftSlot = new DraftSlot({
      read: () => this.kept,
      keep: (draft) => {
        if (this.isFull) {
          return false;
        }
        this.kept = draft;
        this.tabs.filter((one) => one !== tab).forEach((one) => one.receiveFromTab(draft));
        return true;
      },
      put: (input) => this.server.put(input),
      now: () => Date.now(),
    });
    this.tabs.push(tab);
    tab.open();
    tab.adopt(this.server.dto(), Date.now());
    return tab;
  }
}

let server: FakeServer;
let laptop: Browser;
let phone: Browser;

beforeEach(() => {
  vi.useFakeTimers({ now: START });
  server = new FakeServer();
  laptop = new Browser(server);
  phone = new Browser(server);
});

afterEach(() => {
  vi.useRealTimers();
});

const pause = (milliseconds: number): Promise<unknown> => vi.advanceTimersByTimeAsync(milliseconds);

describe("what is typed in a field", () => {
  it("is saved here within a third of a second, on the server after a pause, and says where", async () => {
    const field = laptop.open();
    field.write("Hello");
    expect(field.get().saved).toBeNull();
    await pause(400);
    expect([laptop.kept?.text, server.state]).toEqual(["Hello", null]);
    expect(field.get().saved?.where).toBe("here");
    await pause(1_000);
    expect(server.state?.text).toBe("Hello");
    expect(field.get().saved?.where).toBe("server");
  });

  it("is saved also while a person types without a pause", async () => {
    const field = laptop.open();
    for (let count = 1; count <= 14; count += 1) {
      field.write("x".repeat(count));
      await pause(500);
    }
    expect(server.writes).toBeGreaterThan(0);
  });

  it("is there on another device, and after a reload", async () => {
    laptop.open().write("Half a reply");
    await pause(2_000);
    expect(phone.open().get().text).toBe("Half a reply");
    expect(laptop.open().get().text).toBe("Half a reply");
  });

  it("is there after a page that crashed at once, where it was saved at all", async () => {
    const field = laptop.open();
    field.write("Half a");
    field.leave(true);
    expect(laptop.open().get().text).toBe("Half a");
  });

  it("waits while the server is away, and is sent when it is back", async () => {
    server.failure = offline();
    const field = laptop.open();
    field.write("Typed in a tunnel");
    await pause(2_000);
    expect(field.get().saved?.where).toBe("here");
    server.failure = null;
    await pause(16_000);
    expect(server.state?.text).toBe("Typed in a tunnel");
    expect(field.get().saved?.where).toBe("server");
  });

  it("says so when it is saved nowhere, and is saved on the server where the browser refuses", async () => {
    laptop.isFull = true;
    const field = laptop.open();
    field.write("A full disk");
    await pause(2_000);
    expect(field.get()).toMatchObject({ isUnsaved: false, saved: { where: "server" } });
    server.failure = offline();
    field.write("A full disk, and no network");
    await pause(2_000);
    expect(field.get().isUnsaved).toBe(true);
    expect(field.get().text).toBe("A full disk, and no network");
  });

  it("is not sent again and again where the server refuses it", async () => {
    server.failure = new ApiError(404, { code: "not_found" }, null);
    const field = laptop.open();
    field.write("On a ticket out of sight");
    const put = vi.spyOn(server, "put");
    await pause(120_000);
    expect(put.mock.calls.length).toBe(1);
    expect(laptop.kept?.text).toBe("On a ticket out of sight");
  });

  it("shows in the other tabs of the browser, and is gone from them once it is sent", async () => {
    const [here, there] = [laptop.open(), laptop.open()];
    here.write("Hello");
    await pause(400);
    expect(there.get().text).toBe("Hello");
    here.write("");
    expect(there.get().text).toBe("");
    await pause(5_000);
    expect([server.state?.text, server.state?.others]).toEqual(["", []]);
    expect(phone.open().get().text).toBe("");
  });

  it("does not come back by a save that was under way while it was sent", async () => {
    let answer = (): void => undefined;
    const field = laptop.open();
    field.write("Hello");
    server.pendingAnswer = new Promise((resolve) => (answer = resolve));
    await pause(1_100);
    field.write("Hello Rosa");
    field.write("");
    answer();
    server.pendingAnswer = Promise.resolve();
    await pause(10_000);
    expect(field.get().text).toBe("");
    expect(server.state).toMatchObject({ text: "", others: [] });
  });

  it("of two devices is saved from both: the newer in the field, the other to be put in", async () => {
    const [here, there] = [laptop.open(), phone.open()];
    here.write("From my laptop");
    await pause(100);
    there.write("From my phone");
    await pause(5_000);
    here.adopt(server.dto(), Date.now());
    there.adopt(server.dto(), Date.now());
    for (const field of [here, there]) {
      const { text, others } = field.get();
      expect([text, others.map((one) => one.text)]).toEqual(["From my phone", ["From my laptop"]]);
    }
    const [other] = there.get().others;
    there.write("From my phone\n\nFrom my laptop");
    there.drop(other?.id ?? "");
    await pause(5_000);
    here.adopt(server.dto(), Date.now());
    expect(here.get()).toMatchObject({ text: "From my phone\n\nFrom my laptop", others: [] });
  });

  it("of two tabs that both type without a network is saved from both", async () => {
    server.failure = offline();
    const [here, there] = [laptop.open(), laptop.open()];
    here.write("In this tab");
    there.write("In that tab");
    await pause(1_000);
    server.failure = null;
    await pause(40_000);
    expect([server.state?.text, ...(server.state?.others ?? []).map((one) => one.text)].sort()).toEqual([
      "In that tab",
      "In this tab",
    ]);
  });

  it("is not lost when the server has forgotten it, as after a restored backup", async () => {
    const field = laptop.open();
    field.write("Hello");
    await pause(2_000);
    server.state = null;
    field.adopt(null, Date.now());
    await pause(2_000);
    expect(field.get().text).toBe("Hello");
    expect(server.dto()?.text).toBe("Hello");
  });

  it("ignores an answer from before its own last write", async () => {
    const field = laptop.open();
    const asked = Date.now();
    field.write("Hello");
    await pause(2_000);
    field.adopt(null, asked);
    expect(field.get().text).toBe("Hello");
    expect(server.writes).toBe(1);
  });

  it("stays in the field when a server answers without it", async () => {
    const field = laptop.open();
    field.write("Hello");
    const put = vi.spyOn(server, "put");
    put.mockImplementationOnce(async () => ({
      ...(server.dto() ?? { place: "t", kind: "reply", version: null, savedAt: new Date().toISOString() }),
      revision: 3,
      text: "",
      others: [],
      writtenAt: new Date().toISOString(),
    }));
    await pause(5_000);
    expect(field.get().text).toBe("Hello");
    expect(server.dto()?.text).toBe("Hello");
  });

  it("that was typed before the stored draft was loaded is newer than it, and neither is lost", async () => {
    laptop.open().write("Kept before");
    await pause(2_000);
    const early = new DraftSlot({
      read: () => laptop.kept,
      keep: (draft) => {
        laptop.kept = draft;
        return true;
      },
      put: (input) => server.put(input),
      now: () => Date.now(),
    });
    early.write("Typed at once");
    early.open();
    await pause(2_000);
    expect(early.get().text).toBe("Typed at once");
    expect(early.get().others.map((one) => one.text)).toEqual(["Kept before"]);
    expect(server.state?.others.map((one) => one.text)).toEqual(["Kept before"]);
  });
});

describe("before a person signs out", () => {
  it("saves on the server what was just typed, also after a save under way, and returns whether it is there", async () => {
    const field = laptop.open();
    let letThrough = (): void => undefined;
    server.pendingAnswer = new Promise((resolve) => (letThrough = resolve));
    field.write("Hello");
    await pause(1_100);
    field.write("Hello, and more");
    const flushed = field.flush();
    letThrough();
    expect([await flushed, server.state?.text]).toEqual([true, "Hello, and more"]);
    server.failure = offline();
    field.write("Hello, and more, on a train");
    expect([await field.flush(), laptop.kept?.text]).toEqual([false, "Hello, and more, on a train"]);
  });
});
