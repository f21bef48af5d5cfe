import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { Role } from "@/shared/roles";
import type { Random } from "../random";
import type { Sender } from "./sender";
import type { WorldPerson, World } from "../world";

const madeSchema = z.object({ id: z.string() });
const MOST_TICKETS = 32;

/** What people do to tickets themselves. */
export class TicketActions {
  constructor(
    private readonly world: World,
    private readonly sender: Sender,
    private readonly random: Random,
  ) {}

  /** A person who has one of these roles now; of any role without any. */
  anybody(...roles: Role[]): WorldPerson {
    const able = this.world.people.filter(
      (one) => !one.isMerged && (roles.length === 0 || roles.includes(one.role)),
    );
    return this.random.pick(able.length > 0 ? able : this.world.people);
  }

  /** A ticket, four times in ten the hot one. */
  ticket(): string {
    return this.random.chance(0.4) ? (this.world.ticketIds[0] ?? "") : this.random.pick(this.world.ticketIds);
  }

  /** Changes fields; the title's marker names the request that did it. */
  async change(): Promise<void> {
    const marker = this.sender.marker();
    const agents = this.world.people.filter((one) => one.role === "agent" && !one.isDisabled);
    const further = this.random.pick<Record<string, unknown>>([
      {},
      { status: this.random.pick(["open", "in_progress", "waiting", "resolved", "closed"]) },
      { priority: this.random.pick(["low", "medium", "high", "urgent"]) },
      { tags: [`tag-${this.random.between(1, 5)}`, `tag-${this.random.between(6, 9)}`] },
      {
        assigneeId: agents.length === 0 || this.random.chance(0.2) ? null : this.random.pick(agents).id,
      },
    ]);
    // Only the hot ticket is described anew: of the others the description names the request that filed them.
    const ticketId = this.ticket();
    const described =
      ticketId === this.world.ticketIds[0] && this.random.chance(0.2)
        ? {
            description: `Described anew ${marker}${this.random.chance(0.3) ? " at length".repeat(1_900) : ""}`,
          }
        : {};
    const body = { title: `Title ${marker}`, ...further, ...described };
    const path = `/api/tickets/${ticketId}`;
    const who = this.anybody("agent", "admin", "user");
    await this.sender.send(who, { kind: "change", marker, method: "PATCH", path, body });
  }

  /** Moves a ticket to another team, private ones more often. */
  async move(): Promise<void> {
    const { open, sealed } = this.world.teams;
    const teamId = this.random.pick([...open, ...sealed, ...sealed, null]);
    const tags = this.random.chance(0.3) ? { tags: [`tag-${this.random.between(1, 9)}`] } : {};
    const path = `/api/tickets/${this.ticket()}`;
    const who = this.anybody("agent", "admin");
    const body = { teamId, ...tags };
    await this.sender.send(who, { kind: "move", marker: null, method: "PATCH", path, body });
  }

  /** Adds or removes a watcher. */
  async setWatching(): Promise<void> {
    const person = this.anybody("user", "agent");
    await this.sender.send(this.anybody("admin"), {
      kind: "watch",
      marker: null,
      method: this.random.chance(0.5) ? "PUT" : "DELETE",
      path: `/api/tickets/${this.ticket()}/watchers/${person.id}`,
    });
  }

  /** Files a ticket, until there are enough. */
  async file(): Promise<void> {
    if (this.world.ticketIds.length >= MOST_TICKETS) {
      return;
    }
    const marker = this.sender.marker();
    const team = this.random.chance(0.3) ? { teamId: this.world.teams.open[0] } : {};
    const body = { title: `Filed ${marker}`, description: `In the storm ${marker}`, ...team };
    const who = this.anybody("user", "agent");
    const path = "/api/tickets";
    const answer = await this.sender.send(who, { kind: "file", marker, method: "POST", path, body });
    if (answer?.status === 201) {
      this.world.ticketIds.push(madeSchema.parse(answer.body).id);
    }
  }

  /** Deletes a ticket and restores it a moment later. */
  async deleteAndRestore(): Promise<void> {
    const who = this.anybody("admin");
    const path = `/api/tickets/${this.random.pick(this.world.ticketIds)}`;
    await this.sender.send(who, { kind: "delete ticket", marker: null, method: "DELETE", path });
    await sleep(this.random.between(0, 400));
    const restore = { kind: "restore ticket", marker: null, method: "POST", path: `${path}/restore` };
    await this.sender.send(who, restore);
  }

  /** Reads a ticket up to its end. */
  async read(): Promise<void> {
    const who = this.anybody("agent", "user");
    const path = `/api/tickets/${this.ticket()}/read`;
    const body = { version: 1_000_000 };
    await this.sender.send(who, { kind: "read", marker: null, method: "POST", path, body });
  }
}
