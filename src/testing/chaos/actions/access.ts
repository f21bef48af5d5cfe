import { setTimeout as sleep } from "node:timers/promises";
import type { Role } from "@/shared/roles";
import type { FaultLog } from "../fault-log";
import type { Action } from "./loop";
import type { Random } from "../random";
import type { PlannedWrite, Sender } from "./sender";
import type { WorldPerson, World } from "../world";

const ROLES: readonly Role[] = ["user", "viewer", "agent", "agent", "admin"];

/** The admins' changes of people's access, while everybody works. */
export class AccessChanges {
  constructor(
    private readonly world: World,
    private readonly sender: Sender,
    private readonly random: Random,
    private readonly faultLog: FaultLog,
  ) {}

  /** Each once, in the order in which a short run does them, beginning with the one at `first`. */
  actions(first: number): Action[] {
    const all = this.all();
    return [...all.slice(first), ...all.slice(0, first)];
  }

  private all(): Action[] {
    return [
      () => this.endSession(),
      () => this.changeRole(),
      () => this.changeTeams(),
      () => this.endOtherSessions(),
      () => this.seal(),
      () => this.disable(),
      () => this.stopWatching(),
      () => this.changeRole(),
      () => this.changeTeams(),
      () => this.endSession(),
    ];
  }

  /** Gives access back to everybody who is disabled, also by a backup of that time. */
  async enableAll(): Promise<void> {
    await this.world.refresh();
    for (const one of this.world.people.filter((person) => person.isDisabled && !person.isMerged)) {
      await this.patch(one, { disabled: false });
    }
    await this.world.refresh();
  }

  /** Merges an account into the other one of the same person, unless all are. */
  async merge(): Promise<void> {
    const twins = this.world.people.flatMap((one) =>
      one.twin && !one.isMerged ? { one, twin: one.twin } : [],
    );
    if (twins.length === 0) {
      return;
    }
    const { one, twin } = this.random.pick(twins);
    const body = { into: twin.id, name: one.label };
    await this.admin({ kind: "merge", method: "POST", path: `/api/admin/users/${one.id}/merge`, body });
    await this.world.refresh();
    if (one.isMerged) {
      this.count("accounts merged", `${one.label} into ${twin.label}`);
    }
  }

  /** Lets the mails leave that are held because there were many. */
  async releaseMails(): Promise<void> {
    const body = { state: "held" };
    await this.admin({ kind: "release mails", method: "POST", path: "/api/admin/mail/retry", body });
  }

  private async endSession(): Promise<void> {
    const device = this.random.pick(this.random.pick(this.world.people).devices);
    const sessionId = device.session()?.sessionId ?? "";
    await this.admin({ kind: "end session", method: "DELETE", path: `/api/admin/sessions/${sessionId}` });
    this.count("sessions ended", device.person.name);
  }

  private async endOtherSessions(): Promise<void> {
    const one = this.random.pick(
      this.world.people.filter((person) => person.devices.length > 1 && !person.isMerged),
    );
    const path = "/api/me/sessions";
    await this.sender.send(one, { kind: "end other sessions", marker: null, method: "DELETE", path });
    this.count("sessions ended", `all others of ${one.label}`);
  }

  private async changeRole(): Promise<void> {
    const one = this.somebody();
    const role = this.random.pick(ROLES.filter((other) => other !== one.role));
    await this.patch(one, { role });
    this.count("roles changed", `${one.label}: ${one.role} -> ${role}`);
    await this.world.refresh();
  }

  private async changeTeams(): Promise<void> {
    const agents = this.world.people.filter((one) => one.role === "agent" && !one.isSteady);
    const one = this.random.pick(agents.length > 0 ? agents : this.world.people);
    const { open, sealed } = this.world.teams;
    const teamId = this.random.pick([...open, ...sealed, ...sealed]);
    const teamIds = one.teamIds.includes(teamId)
      ? one.teamIds.filter((id) => id !== teamId)
      : [...one.teamIds, teamId];
    await this.patch(one, { teamIds });
    this.count("teams joined or left", one.label);
    await this.world.refresh();
  }

  /** Moves a ticket into a private team, and soon out of it again. */
  private async seal(): Promise<void> {
    const path = `/api/tickets/${this.random.pick(this.world.ticketIds)}`;
    for (const teamId of [this.random.pick(this.world.teams.sealed), null]) {
      await this.admin({ kind: "seal", method: "PATCH", path, body: { teamId } });
      this.count("moves to and from a private team", path);
      await sleep(this.random.between(50, 300));
    }
  }

  private async stopWatching(): Promise<void> {
    const one = this.random.pick(this.world.people.filter((person) => person.guestTicketId === null));
    const path = `/api/tickets/${this.random.pick(this.world.ticketIds)}/watchers/${one.id}`;
    for (const method of ["PUT", "DELETE"]) {
      await this.admin({ kind: "watcher", method, path });
      await sleep(this.random.between(0, 300));
    }
    this.count("watchers removed", one.label);
  }

  private async disable(): Promise<void> {
    const one = this.random.pick(this.world.people.filter((person) => !person.isSteady && !person.isMerged));
    await this.patch(one, { disabled: true });
    this.count("people disabled", one.label);
    await sleep(this.random.between(100, 1_000));
    await this.patch(one, { disabled: false });
    await this.world.refresh();
  }

  private somebody(): WorldPerson {
    return this.random.pick(
      this.world.people.filter((one) => !one.isSteady && one.guestTicketId === null && !one.isMerged),
    );
  }

  private async patch(one: WorldPerson, body: Record<string, unknown>): Promise<void> {
    await this.admin({ kind: "change person", method: "PATCH", path: `/api/admin/users/${one.id}`, body });
  }

  private async admin(write: Omit<PlannedWrite, "marker">): Promise<void> {
    const admin = this.random.pick(this.world.people.filter((one) => one.isSteady));
    const answer = await this.sender.send(admin, { ...write, marker: null });
    this.faultLog.note(`${write.kind} ${write.path}: ${answer?.status ?? "no answer"}`);
  }

  private count(what: string, detail: string): void {
    this.faultLog.count(what);
    this.faultLog.note(detail);
  }
}
