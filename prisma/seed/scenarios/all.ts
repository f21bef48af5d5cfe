import { ACCESS } from "./access";
import { BUSINESS } from "./business";
import { EVERYDAY } from "./everyday";
import { HARDWARE } from "./hardware";
import { NETWORK } from "./network";
import { ROOMS } from "./rooms";
import { JOINERS } from "./joiners";
import { INTERFACES } from "./interfaces";
import { PRINTERS } from "./printers";
import { ORDERS } from "./orders";
import type { Scenario } from "./scenario";
import { SECURITY } from "./security";
import { SERVERS } from "./servers";
import { SOFTWARE } from "./software";
import { SOFTWARE_REQUESTS } from "./software-requests";
import { TRAVEL } from "./travel";

/** Every scenario that may happen more than once; the letters are apart. */
export const SCENARIOS: readonly Scenario[] = [
  ...HARDWARE,
  ...PRINTERS,
  ...ROOMS,
  ...SOFTWARE,
  ...BUSINESS,
  ...INTERFACES,
  ...SOFTWARE_REQUESTS,
  ...NETWORK,
  ...SERVERS,
  ...ACCESS,
  ...JOINERS,
  ...TRAVEL,
  ...EVERYDAY,
  ...ORDERS,
  ...SECURITY,
];
