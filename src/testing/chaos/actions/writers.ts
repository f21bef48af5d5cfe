import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { Role } from "@/shared/roles";
import type { ServerProcess } from "@/testing/processes/server";
import { NotificationActions } from "./notifications";
import type { Random } from "../random";
import type { Sender } from "./sender";
import { writeSlowly } from "./slow-writer";
import { TicketActions } from "./tickets";
import type { WorldPerson, World } from "../world";

const madeSchema = z.object({ id: z.string() });
const uploadedSchema = z.object({ items: z.array(madeSchema) });
/** A ticket with more comments or files than this loses its oldest: a view that is fetched again stays small. */
const KEPT = 40;
const PAUSE_MILLISECONDS = 60;

interface Written {
  id: string;
  ticketId: string;
  /** A note among staff. */
  isInternal: boolean;
  owner: WorldPerson;
}

/** Everybody who writes, doing something at random again and again until it is stopped. */
export class Writers {
  private readonly comments: Written[] = [];
  private readonly files: Written[] = [];
  private readonly actions: TicketActions;
  private readonly reading: NotificationActions;
  private isStopped = false;

  constructor(
    private readonly world: World,
    private readonly sender: Sender,
    private readonly random: Random,
    servers: readonly ServerProcess[],
  ) {
    this.actions = new TicketActions(world, sender, random);
    this.reading = new NotificationActions(world, servers, sender, random);
  }

  /** Runs `count` writers side by side, and two that take their time to commit; resolves when all have stopped. */
  async run(count: number): Promise<void> {
    const busy = Array.from({ length: count }, () => this.repeat(() => this.writeSomething()));
    const slow = Array.from({ length: 2 }, () =>
      this.repeat(() => writeSlowly(this.world, this.sender, this.random)),
    );
    await Promise.all([...busy, ...slow]);
  }

  stop(): void {
    this.isStopped = true;
    this.sender.stop();
  }

  private async repeat(work: () => Promise<unknown>): Promise<void> {
    while (!this.isStopped) {
      await work();
      await sleep(this.random.between(0, PAUSE_MILLISECONDS));
    }
  }

  private writeSomething(): Promise<unknown> {
    const chosen: [share: number, () => Promise<unknown>][] = [
      [34, () => this.comment()],
      [10, () => this.note()],
      [8, () => this.editComment()],
      [4, () => this.deleteComment()],
      [5, () => this.attach()],
      [2, () => this.detach()],
      [16, () => this.actions.change()],
      [8, () => this.actions.move()],
      [8, () => this.actions.setWatching()],
      [2, () => this.actions.file()],
      [1, () => this.actions.deleteAndRestore()],
      [4, () => this.actions.read()],
      [3, () => this.reading.readSome()],
      [2, () => this.reading.readAll()],
    ];
    let left = this.random.next() * chosen.reduce((sum, [share]) => sum + share, 0);
    for (const [share, action] of chosen) {
      left -= share;
      if (left < 0) {
        return action();
      }
    }
    return this.comment();
  }

  private anybody(...roles: Role[]): WorldPerson {
    return this.actions.anybody(...roles);
  }

  private async comment(): Promise<void> {
    await this.say(this.anybody(), "comment", { body: this.words("Public words") });
  }

  private async note(): Promise<void> {
    const named = this.random.chance(0.4) ? ` @${this.anybody("agent", "admin", "viewer").label}` : "";
    const body = { body: `SECRET-NOTE ${this.sender.marker()}${named}`, internal: true };
    await this.say(this.anybody("agent", "admin"), "note", body);
  }

  /** Words with a marker; now and then so many that no event carries them whole. */
  private words(begin: string): string {
    return `${begin} ${this.sender.marker()}${this.random.chance(0.04) ? " and on".repeat(2_800) : ""}`;
  }

  private async say(
    owner: WorldPerson,
    kind: string,
    body: { body: string; internal?: boolean },
  ): Promise<void> {
    const ticketId = this.actions.ticket();
    const marker = /\[.*\]/.exec(body.body)?.[0] ?? null;
    const path = `/api/tickets/${ticketId}/comments`;
    const answer = await this.sender.send(owner, { kind, marker, method: "POST", path, body });
    if (answer?.status === 201) {
      const { id } = madeSchema.parse(answer.body);
      this.comments.push({ id, ticketId, isInternal: body.internal === true, owner });
      await this.removeOldest(this.comments, ticketId, "comments");
    }
  }

  private async removeOldest(
    entries: Written[],
    ticketId: string,
    noun: "comments" | "attachments",
  ): Promise<void> {
    const own = entries.filter((one) => one.ticketId === ticketId);
    const [oldest] = own;
    if (oldest && own.length > KEPT) {
      entries.splice(entries.indexOf(oldest), 1);
      const path = `/api/${noun}/${oldest.id}`;
      await this.sender.send(this.anybody("admin"), { kind: "tidy", marker: null, method: "DELETE", path });
    }
  }

  private async editComment(): Promise<void> {
    if (this.comments.length > 0) {
      const { id, owner, isInternal } = this.random.pick(this.comments);
      const body = { body: this.words(isInternal ? "SECRET-NOTE changed" : "Edited") };
      const path = `/api/comments/${id}`;
      await this.sender.send(owner, { kind: "edit", marker: null, method: "PATCH", path, body });
    }
  }

  private async deleteComment(): Promise<void> {
    if (this.comments.length > 10) {
      const { id, owner } = this.random.pick(this.comments);
      const path = `/api/comments/${id}`;
      await this.sender.send(owner, { kind: "delete comment", marker: null, method: "DELETE", path });
    }
  }

  private async attach(): Promise<void> {
    const owner = this.anybody("agent", "admin", "user");
    const marker = this.sender.marker();
    const body = new FormData();
    body.append("file", new File([`content of ${marker}`], `file ${marker}.txt`, { type: "text/plain" }));
    const own = this.comments.filter((one) => one.owner === owner);
    if (own.length > 0 && this.random.chance(0.4)) {
      body.append("commentId", this.random.pick(own).id);
    } else if (this.random.chance(0.4)) {
      body.append("internal", "true");
    }
    const ticketId = this.actions.ticket();
    const path = `/api/tickets/${ticketId}/attachments`;
    const answer = await this.sender.send(owner, { kind: "attach", marker, method: "POST", path, body });
    if (answer?.status === 201) {
      uploadedSchema
        .parse(answer.body)
        .items.forEach(({ id }) => this.files.push({ id, ticketId, isInternal: false, owner }));
      await this.removeOldest(this.files, ticketId, "attachments");
    }
  }

  private async detach(): Promise<void> {
    if (this.files.length > 0) {
      const { id, owner } = this.random.pick(this.files);
      const path = `/api/attachments/${id}`;
      await this.sender.send(owner, { kind: "detach", marker: null, method: "DELETE", path });
    }
  }
}
