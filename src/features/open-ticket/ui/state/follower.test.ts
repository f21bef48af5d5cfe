import { describe, expect, it, vi } from "vitest";
import { comment, commentEvent, followTicket, ticket } from "@/testing/browser/followed-ticket";

describe("an open ticket", () => {
  it("loses no event that comes while it is fetched, and shows nothing twice that the answer already holds", async () => {
    const { script, isAt, texts, say, receives } = await followTicket();
    script.beforeAnswer = async (path) => {
      if (path.includes("/comments")) {
        script.beforeAnswer = () => undefined;
        // One is in the answer already, as it was read late; the other is not.
        say(6);
        say(7);
        await receives(7);
      }
    };
    script.join = () => {
      script.comments = [comment(5), comment(6)];
      return { ok: true, version: 5 };
    };
    await isAt(7);
    expect(texts()).toEqual(["5", "6", "7"]);
  });

  it("loses no event that comes while it fills a gap", async () => {
    const { script, isAt, texts, say } = await followTicket();
    await isAt(5);
    script.join = (socket, since) => {
      expect(since).toBe(5);
      script.join = () => ({ ok: false, error: { code: "internal", message: "Only once." } });
      // Committed after the answer was read, and on the wire before it.
      say(8, socket);
      return { ok: true, version: 7, events: [commentEvent(6), commentEvent(7)] };
    };
    say(7);
    await isAt(8);
    expect(texts()).toEqual(["5", "6", "7", "8"]);
  });

  it("fetches a long text that an event had to cut, and applies later events after it", async () => {
    const { script, server, isAt, texts, say, receives } = await followTicket();
    await isAt(5);
    const asked: string[] = [];
    script.comments = [comment(5), { ...comment(6), body: "All of 6" }];
    script.beforeAnswer = async (path) => {
      asked.push(path);
      // It comes while the text is being fetched.
      say(7);
      await receives(7);
    };
    server.emit("comment:added", {
      ...commentEvent(6),
      comment: { ...comment(6), body: "A" },
      cut: ["comment.body"],
    });
    await isAt(7);
    expect(texts()).toEqual(["5", "All of 6", "7"]);
    expect(asked).toEqual(["/api/comments/c6"]);
  });

  it("is not blocked by a long text that is deleted when it is fetched", async () => {
    const { server, isAt, texts, say } = await followTicket();
    await isAt(5);
    server.emit("comment:added", {
      ...commentEvent(6),
      comment: { ...comment(6), body: "A" },
      cut: ["comment.body"],
    });
    say(7);
    await isAt(7);
    expect(texts()).toEqual(["5", "7"]);
  });

  it("fetches long texts of what came while it was opened", async () => {
    const { script, server, isAt, texts, receives } = await followTicket();
    script.beforeAnswer = async (path) => {
      if (path.includes("/comments?")) {
        script.beforeAnswer = () => undefined;
        server.emit("comment:added", {
          ...commentEvent(6),
          comment: { ...comment(6), body: "A" },
          cut: ["comment.body"],
        });
        await receives(6);
        script.comments = [comment(5), { ...comment(6), body: "All of 6" }];
      }
    };
    await isAt(6);
    expect(texts()).toEqual(["5", "All of 6"]);
  });

  it("is fetched afresh when too much is missing, or its room does not answer", async () => {
    const { script, isAt, texts, say } = await followTicket();
    await isAt(5);
    script.comments = [comment(5), comment(6), comment(7)];
    script.version = 7;
    script.join = (_, since) => ({ ok: true, version: 7, ...(since === undefined ? {} : { resync: true }) });
    say(7);
    await isAt(7);
    expect(texts()).toEqual(["5", "6", "7"]);
  });

  it("is fetched again when a not_found answer is older than its return", async () => {
    const { script, server, isAt, tickets, receives } = await followTicket();
    script.isRemoved = true;
    script.beforeAnswer = async (path) => {
      if (path.endsWith("/t")) {
        script.beforeAnswer = () => undefined;
        script.isRemoved = false;
        server.emit("ticket:updated", { ...commentEvent(6), comment: undefined, ticket: ticket(6) });
        await receives(6);
      }
    };
    await isAt(6);
    expect(tickets.find("t")?.title).toBe("The projector is green");
  });

  it("leaves nothing behind in the page's store once the person may not see it", async () => {
    const { script, queries, tickets, follower, screen, isAt } = await followTicket();
    await isAt(5);
    script.isRemoved = true;
    tickets.removeFromView("t", "removed");
    follower.drop();
    await vi.waitFor(() => expect(screen.getCurrentResult().error).toMatchObject({ code: "not_found" }));
    const queried = queries.getQueryCache().getAll();
    const kept = JSON.stringify([queried.map((query) => query.state.data), [...tickets.get().entries]]);
    expect(kept).not.toContain("projector");
    expect(kept).not.toContain("All of it");
    expect(kept).not.toContain('"body"');
  });
});
