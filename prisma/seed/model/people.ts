import type { Role } from "@/shared/roles";
import { REQUESTERS } from "./requesters";
import type { SeedPerson, SeedTeam } from "./types";
import { officeOffset } from "./words";

/** The one password of everybody in the demo; it opens nothing while demo mode is off. */
export const DEMO_PASSWORD = "welcome-to-the-demo";

/** Everybody's address in the demo ends with this. */
export const DEMO_DOMAIN = "helpejo.example";

/** What the demo organisation is called. */
export const DEMO_ORGANISATION = "Larkmoor Instruments";

/** A person on the sign-in page of the demo. */
export interface DemoPerson {
  name: string;
  email: string;
  role: Role;
  /** What they see, for the person choosing: the line of that name in the catalogue (sessions.demo.sees). */
  sees: "admin" | "desk" | "network" | "viewer" | "requester" | "watcher";
}

/** The people whom the sign-in page of a demo offers, all with DEMO_PASSWORD. */
export const DEMO_PEOPLE: readonly DemoPerson[] = [
  {
    name: "Ada Lindqvist",
    email: `ada.admin@${DEMO_DOMAIN}`,
    role: "admin",
    sees: "admin",
  },
  {
    name: "Tomás Ferreira",
    email: `tomas.agent@${DEMO_DOMAIN}`,
    role: "agent",
    sees: "desk",
  },
  {
    name: "Mei-Lin Chua",
    email: `meilin.agent@${DEMO_DOMAIN}`,
    role: "agent",
    sees: "network",
  },
  {
    name: "Vera Okonkwo",
    email: `vera.viewer@${DEMO_DOMAIN}`,
    role: "viewer",
    sees: "viewer",
  },
  {
    name: "Noor Haddad",
    email: `noor.user@${DEMO_DOMAIN}`,
    role: "user",
    sees: "requester",
  },
  {
    name: "Jonas Weber",
    email: `jonas.user@${DEMO_DOMAIN}`,
    role: "user",
    sees: "watcher",
  },
];

/** The four teams. */
export const TEAMS: readonly SeedTeam[] = [
  { key: "desk", name: "Service Desk", description: "First stop for every question", isPrivate: false },
  {
    key: "workplace",
    name: "Workplace & Devices",
    description: "Laptops, phones, printers and meeting rooms",
    isPrivate: false,
  },
  {
    key: "network",
    name: "Network & Systems",
    description: "Wi-Fi, VPN, servers and shared storage",
    isPrivate: false,
  },
  {
    key: "security",
    name: "Security",
    description: "Incidents and sensitive requests; only its members see the tickets",
    isPrivate: true,
  },
];

type StaffRow = readonly [
  key: string,
  name: string,
  call: string,
  role: Role,
  city: string,
  teams: SeedPerson["teams"],
];

const STAFF_ROWS: readonly StaffRow[] = [
  ["ada.admin", "Ada Lindqvist", "Ada", "admin", "Gothenburg", ["desk"]],
  ["kwabena.mensah", "Kwabena Mensah", "Kwabena", "admin", "Accra", ["network", "security"]],
  ["vera.viewer", "Vera Okonkwo", "Vera", "viewer", "London", []],
  ["tomas.agent", "Tomás Ferreira", "Tomás", "agent", "Lisbon", ["desk"]],
  ["meilin.agent", "Mei-Lin Chua", "Mei-Lin", "agent", "Singapore", ["network", "security"]],
  ["agnieszka.wrona", "Agnieszka Wrona", "Agnieszka", "agent", "Gdańsk", ["desk"]],
  ["dylan.hughes", "Dylan Hughes", "Dylan", "agent", "Toronto", ["desk", "workplace"]],
  ["ines.cardoso", "Inês Cardoso", "Inês", "agent", "São Paulo", ["desk"]],
  ["bjarki.olafsson", "Bjarki Ólafsson", "Bjarki", "agent", "Gothenburg", ["workplace"]],
  ["farida.nazari", "Farida Nazari", "Farida", "agent", "London", ["workplace"]],
  ["luca.brambilla", "Luca Brambilla", "Luca", "agent", "Lisbon", ["network"]],
  ["sunita.rao", "Sunita Rao", "Sunita", "agent", "Bengaluru", ["network", "security"]],
];

/** The twelve of the help desk: two admins, nine agents, one viewer. */
export const STAFF: readonly SeedPerson[] = STAFF_ROWS.map(([key, name, call, role, city, teams]) => ({
  key,
  name,
  call,
  email: `${key}@${DEMO_DOMAIN}`,
  role,
  teams,
  city,
  offset: officeOffset(city),
}));

/** Everybody of the demo organisation: staff first, then those who ask. */
export const PEOPLE: readonly SeedPerson[] = [
  ...STAFF,
  ...REQUESTERS.map(([key, name, call, city]) => ({
    key,
    name,
    call,
    email: `${key}@${DEMO_DOMAIN}`,
    role: "user" as const,
    teams: [],
    city,
    offset: officeOffset(city),
  })),
];
