import { canAdminister } from "@/features/users/policy";
import { readWaysIn } from "@/features/ways-in/server/read";
import { signedInRoute } from "@/server/api/route";

/** By what people come in. */
export const GET = signedInRoute({ may: canAdminister }, ({ actor }) => readWaysIn(actor));
