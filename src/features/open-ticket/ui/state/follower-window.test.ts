import { describe, expect, it } from "vitest";
import { comment, commentEvent, followTicket } from "@/testing/browser/followed-ticket";
import { ticketKey } from "@/features/tickets/ui/queries";
import type { OpenConversation } from "./room-state";

describe("an open ticket of which the latest part is loaded", () => {
  async function setUpLong() {
    const all = await followTicket();
    all.script.comments = Array.from({ length: 230 }, (_, index) => comment(index + 1));
    all.script.version = 230;
    all.queries.setQueryData<OpenConversation>(ticketKey("t"), undefined);
    await all.queries.resetQueries({ queryKey: ticketKey("t") });
    await all.isAt(230);
    return all;
  }

  it("begins with the latest, goes back step by step, and has each message once", async () => {
    const { follower, texts, state } = await setUpLong();
    expect(texts()).toEqual(range(181, 230));
    await follower.loadEarlier();
    expect(texts()).toEqual(range(131, 230));
    for (let steps = 0; state()?.earlier && steps < 10; steps++) {
      await follower.loadEarlier();
    }
    expect(texts()).toEqual(range(1, 230));
  });

  it("is fetched afresh as far back as it went, with what is new", async () => {
    const { script, follower, screen, texts, isAt } = await setUpLong();
    await follower.loadEarlier();
    script.comments.push(comment(231));
    script.version = 231;
    await screen.refetch();
    await isAt(231);
    expect(texts()).toEqual(range(131, 231));
    await screen.refetch();
    expect(texts()).toEqual(range(131, 231));
  });

  it("ignores events about parts that are not loaded, and has them right when they are loaded", async () => {
    const { script, server, follower, texts, isAt } = await setUpLong();
    const changed = { ...comment(170), body: "changed" };
    script.beforeAnswer = async (path) => {
      if (path.includes("/comments")) {
        script.beforeAnswer = () => undefined;
        // The server read the answer under way before this change.
        script.comments = script.comments.map((one) => (one.id === changed.id ? changed : one));
        server.emit("comment:updated", { ...commentEvent(231), name: "comment:updated", comment: changed });
        await isAt(231);
        expect(texts()).toEqual(range(181, 230));
      }
    };
    await follower.loadEarlier();
    expect(texts()).toEqual(range(131, 230).map((text) => (text === "170" ? "changed" : text)));
  });

  it("keeps new messages while earlier ones are fetched", async () => {
    const { script, follower, texts, isAt, say } = await setUpLong();
    script.beforeAnswer = async (path) => {
      if (path.includes("/comments")) {
        script.beforeAnswer = () => undefined;
        say(231);
        await isAt(231);
      }
    };
    await follower.loadEarlier();
    expect(texts()).toEqual(range(131, 231));
  });
});

function range(first: number, last: number): string[] {
  return Array.from({ length: last - first + 1 }, (_, index) => String(first + index));
}
